; The first pattern of the file that matches a name decides its kind; later ones only add captures.

(module name: (constant) @name body: (_)? @body "end" @body) @symbol.namespace
(module name: (scope_resolution !scope name: (constant) @name) body: (_)? @body "end" @body) @symbol.namespace
(module name: (scope_resolution scope: (_) @container name: (constant) @name) body: (_)? @body "end" @body) @symbol.namespace

(class name: (constant) @name superclass: (superclass (_) @base)? body: (_)? @body "end" @body) @symbol.class
(class
  name: (scope_resolution !scope name: (constant) @name)
  superclass: (superclass (_) @base)?
  body: (_)? @body "end" @body) @symbol.class
(class
  name: (scope_resolution scope: (_) @container name: (constant) @name)
  superclass: (superclass (_) @base)?
  body: (_)? @body "end" @body) @symbol.class

; `include A`, `prepend A` and `extend A` mix in what A has.
((class
  name: [(constant) @name (scope_resolution name: (constant) @name)]
  body: (body_statement (call
    !receiver
    method: (identifier) @_mixin
    arguments: (argument_list [(constant) (scope_resolution)] @base))))
  (#any-of? @_mixin "include" "extend" "prepend"))
((module
  name: [(constant) @name (scope_resolution name: (constant) @name)]
  body: (body_statement (call
    !receiver
    method: (identifier) @_mixin
    arguments: (argument_list [(constant) (scope_resolution)] @base))))
  (#any-of? @_mixin "include" "extend" "prepend"))

; Point = Struct.new(:x) do … end,  Err = Class.new(Base)
((assignment
  left: (constant) @name
  right: (call
    receiver: (constant) @_maker
    method: (identifier) @_new
    arguments: (argument_list . [(constant) (scope_resolution)]? @base)
    block: (_)? @body)) @symbol.class
  (#any-of? @_maker "Class" "Struct" "Data") (#any-of? @_new "new" "define"))
((assignment
  left: (constant) @name
  right: (call
    receiver: (constant) @_maker
    method: (identifier) @_new
    block: (_)? @body)) @symbol.namespace
  (#eq? @_maker "Module") (#eq? @_new "new"))
((assignment
  left: (constant)
  right: (call
    receiver: (constant) @_maker
    method: (identifier) @_new
    arguments: (argument_list (simple_symbol) @name @symbol.property)))
  (#any-of? @_maker "Struct" "Data") (#any-of? @_new "new" "define"))

(method name: (_) @name parameters: (_)? @parameters body: (_)? @body "end"? @body) @symbol.function
(singleton_method object: [(self) (identifier)] name: (_) @name parameters: (_)? @parameters body: (_)? @body "end"? @body) @symbol.function
(singleton_method
  object: (constant) @container
  name: (_) @name
  parameters: (_)? @parameters
  body: (_)? @body
  "end"? @body) @symbol.method
((call
  !receiver
  method: (identifier) @_define
  arguments: (argument_list . [(simple_symbol) @name (string (string_content) @name)])
  block: (_ parameters: (_)? @parameters) @body) @symbol.function
  (#any-of? @_define "define_method" "define_singleton_method"))

((call
  !receiver
  method: (identifier) @_accessor
  arguments: (argument_list [(simple_symbol) @name (string (string_content) @name)])) @symbol.property
  (#any-of? @_accessor
    "attr_reader" "attr_writer" "attr_accessor" "attr" "cattr_accessor" "cattr_reader" "mattr_accessor" "mattr_reader"
    "class_attribute" "delegate" "def_delegator" "def_delegators"))

(alias name: (_) @name) @symbol.function
((call
  !receiver
  method: (identifier) @_alias
  arguments: (argument_list . [(simple_symbol) @name (string (string_content) @name)])) @symbol.function
  (#eq? @_alias "alias_method"))

(assignment left: (constant) @name right: (_) @value) @symbol.constant
(assignment left: (left_assignment_list (constant) @name)) @symbol.constant
(operator_assignment left: (constant) @name right: (_) @value) @symbol.constant
(assignment left: (scope_resolution scope: (constant) @container name: (constant) @name)) @symbol.constant

(assignment left: (global_variable) @name right: (_) @value) @symbol.variable
(assignment left: [(instance_variable) (class_variable)] @name @self right: (_) @value) @symbol.field
(operator_assignment left: [(instance_variable) (class_variable)] @name @self right: (_) @value) @symbol.field
(assignment left: (left_assignment_list [(instance_variable) (class_variable)] @name @self)) @symbol.field

; Visibility: `private` on a line of its own, before a definition, and with names; `class << self` has its own.
(singleton_class value: (self)) @symbol.section
((body_statement (identifier) @symbol.access) (#any-of? @symbol.access "private" "protected" "public"))
((call
  !receiver
  method: (identifier) @_access
  arguments: (argument_list [
    (method name: (_) @name)
    (singleton_method name: (_) @name)
    (call arguments: (argument_list (simple_symbol) @name))
    (assignment left: (constant) @name)
  ])) @extent
  (#any-of? @_access "private" "protected" "public" "private_class_method" "private_constant"))
((call
  !receiver
  method: (identifier) @_access
  arguments: (argument_list (simple_symbol) @name)) @symbol.access
  (#any-of? @_access "private" "protected" "public" "private_class_method" "private_constant"))

; What a method gives is its last expression.
(method body: (body_statement [(call) (identifier) (instance_variable) (self) (constant)] @returned .))
(singleton_method body: (body_statement [(call) (identifier) (instance_variable) (self) (constant)] @returned .))
