; The first pattern of the file that matches a name decides its kind; later ones only add captures.

(class_definition
  name: (identifier) @name
  type_parameters: (_)? @type_parameters
  body: (block)? @body) @symbol.class

(class_definition
  name: (identifier) @name
  superclasses: (argument_list [(identifier) (attribute) (subscript) (call)] @base)) @symbol.class

(function_definition
  name: (identifier) @name
  parameters: (parameters) @parameters
  return_type: (type)? @result
  body: (block)? @body) @symbol.function

(decorated_definition
  (decorator)+ @decorator
  definition: (_ name: (identifier) @name))

(assignment
  left: (identifier) @name
  right: (lambda parameters: (lambda_parameters)? @parameters body: (_) @body)) @symbol.function

(assignment
  left: (identifier) @name
  type: (type)? @type
  right: (_)? @value) @symbol.variable

(assignment
  left: (pattern_list (identifier) @name)) @symbol.variable

; `self.x = …` in a method defines a field of the class.
((assignment
  left: (attribute object: (identifier) @self attribute: (identifier) @name)
  type: (type)? @type
  right: (_)? @value) @symbol.field
  (#any-of? @self "self" "cls"))
((assignment
  left: (pattern_list (attribute object: (identifier) @self attribute: (identifier) @name))) @symbol.field
  (#any-of? @self "self" "cls"))

(type_alias_statement
  left: (type [(identifier) @name (generic_type (identifier) @name)])
  right: (type) @value) @symbol.type

; What a function of no declared result gives.
(return_statement [(identifier) (call) (attribute) (await) (conditional_expression) (boolean_operator)] @returned)
