; What JavaScript and TypeScript share.

(function_declaration name: (_) @name parameters: (_) @parameters body: (_) @body) @symbol.function
(generator_function_declaration name: (_) @name parameters: (_) @parameters body: (_) @body) @symbol.function

(export_statement
  "default" @name
  value: [
    (function_expression parameters: (_) @parameters body: (_) @body)
    (arrow_function parameters: (_) @parameters body: (_) @body)
  ]) @symbol.function
(export_statement "default" @name value: (class body: (_) @body)) @symbol.class

(variable_declarator
  name: (identifier) @name
  value: [
    (arrow_function parameters: (_) @parameters body: (_) @body)
    (arrow_function parameter: (_) @parameters body: (_) @body)
    (function_expression parameters: (_) @parameters body: (_) @body)
    (generator_function parameters: (_) @parameters body: (_) @body)
  ]) @symbol.function
(variable_declarator name: (identifier) @name value: (class body: (_) @body)) @symbol.class
(variable_declarator name: (identifier) @name value: (_)? @value) @symbol.variable
(variable_declarator name: (object_pattern [
  (shorthand_property_identifier_pattern) @name
  (pair_pattern value: (identifier) @name)
  (object_assignment_pattern left: (shorthand_property_identifier_pattern) @name)
])) @symbol.variable
(variable_declarator name: (array_pattern (identifier) @name)) @symbol.variable
; A lone declarator is shown with its `const`.
(lexical_declaration . (variable_declarator name: (identifier) @name) .) @extent
(variable_declaration . (variable_declarator name: (identifier) @name) .) @extent

(class_declaration name: (_) @name body: (_) @body) @symbol.class
(class_declaration decorator: (decorator) @decorator name: (_) @name)
(export_statement decorator: (decorator) @decorator declaration: (_ name: (_) @name))

(class_body (method_definition ["get" "set"] name: (_) @name parameters: (_) @parameters body: (_) @body) @symbol.property)
(class_body (method_definition name: (_) @name parameters: (_) @parameters body: (_) @body) @symbol.function)

; Methods of object literals.
(object (method_definition name: (_) @name parameters: (_) @parameters body: (_) @body) @symbol.method)
(object (pair
  key: [(property_identifier) (string)] @name
  value: [
    (arrow_function parameters: (_) @parameters body: (_) @body)
    (arrow_function parameter: (_) @parameters body: (_) @body)
    (function_expression parameters: (_) @parameters body: (_) @body)
  ]) @symbol.method)

; What a constant of the module holds by name: `const Status = { OPEN: 1 }`
(program [
  (_ (variable_declarator name: (identifier) value: (object [
    (pair key: [(property_identifier) (string)] @name value: (_) @value) @symbol.field
    (shorthand_property_identifier) @name @symbol.field])))
  (export_statement (_ (variable_declarator name: (identifier) value: (object [
    (pair key: [(property_identifier) (string)] @name value: (_) @value) @symbol.field
    (shorthand_property_identifier) @name @symbol.field]))))
])
; `const at = Object.freeze({ home })`
((program [
  (_ (variable_declarator name: (identifier) value: (call_expression
    function: (member_expression object: (identifier) @_object)
    arguments: (arguments . (object [
    (pair key: [(property_identifier) (string)] @name value: (_) @value) @symbol.field
    (shorthand_property_identifier) @name @symbol.field])))))
  (export_statement (_ (variable_declarator name: (identifier) value: (call_expression
    function: (member_expression object: (identifier) @_object)
    arguments: (arguments . (object [
    (pair key: [(property_identifier) (string)] @name value: (_) @value) @symbol.field
    (shorthand_property_identifier) @name @symbol.field]))))))
])
  (#eq? @_object "Object"))

; `this.x = …` defines a field of the class.
(assignment_expression
  left: (member_expression object: (this) @self property: (_) @name)
  right: (_) @value) @symbol.field

; `exports.f = function …`, `Box.prototype.f = function …`, `Box.f = function …`
((assignment_expression
  left: (member_expression object: (_) @_exports property: (property_identifier) @name)
  right: [
    (arrow_function parameters: (_) @parameters body: (_) @body)
    (function_expression parameters: (_) @parameters body: (_) @body)
  ]) @symbol.function
  (#any-of? @_exports "exports" "module.exports"))
((assignment_expression
  left: (member_expression
    object: (member_expression object: (identifier) @container property: (_) @_prototype)
    property: (property_identifier) @name)
  right: [
    (arrow_function parameters: (_) @parameters body: (_) @body)
    (function_expression parameters: (_) @parameters body: (_) @body)
  ]) @symbol.function
  (#eq? @_prototype "prototype"))
((assignment_expression
  left: (member_expression object: (identifier) @container property: (property_identifier) @name)
  right: [
    (arrow_function parameters: (_) @parameters body: (_) @body)
    (function_expression parameters: (_) @parameters body: (_) @body)
  ]) @symbol.function
  (#not-eq? @container "exports") (#not-eq? @container "module"))

; What a function of no declared result gives; a return in a callback inside it says nothing of it.
(function_declaration
  body: (statement_block
    (return_statement [(identifier) (this) (call_expression) (member_expression) (new_expression) (await_expression)] @returned)))
(method_definition
  body: (statement_block
    (return_statement [(identifier) (this) (call_expression) (member_expression) (new_expression) (await_expression)] @returned)))
(variable_declarator
  value: (arrow_function
    body: (statement_block
      (return_statement [(identifier) (call_expression) (member_expression) (new_expression) (await_expression)] @returned))))
(variable_declarator value: (arrow_function body: [(call_expression) (member_expression) (new_expression)] @returned))
