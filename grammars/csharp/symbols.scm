; The first pattern of the file that matches a name decides its kind; later ones only add captures.

(namespace_declaration name: (_) @name body: (_) @body) @symbol.namespace
; `namespace A;` has no body: what follows it lies in it.
(file_scoped_namespace_declaration name: (_) @name) @symbol.namespace

(class_declaration
  (attribute_list)* @decorator
  name: (identifier) @name
  (parameter_list)? @parameters
  body: (_)? @body) @symbol.class

(struct_declaration
  (attribute_list)* @decorator
  name: (identifier) @name
  (parameter_list)? @parameters
  body: (_)? @body) @symbol.struct

(record_declaration
  (attribute_list)* @decorator
  "struct"
  name: (identifier) @name
  (parameter_list)? @parameters
  body: (_)? @body) @symbol.struct

(record_declaration
  (attribute_list)* @decorator
  name: (identifier) @name
  (parameter_list)? @parameters
  body: (_)? @body) @symbol.class

(interface_declaration
  (attribute_list)* @decorator
  name: (identifier) @name
  body: (_)? @body) @symbol.interface

[
  (class_declaration name: (_) @name (base_list [(identifier) (generic_name) (qualified_name)] @base))
  (struct_declaration name: (_) @name (base_list [(identifier) (generic_name) (qualified_name)] @base))
  (interface_declaration name: (_) @name (base_list [(identifier) (generic_name) (qualified_name)] @base))
  (record_declaration name: (_) @name (base_list [
    (identifier) @base
    (generic_name) @base
    (qualified_name) @base
    (primary_constructor_base_type type: (_) @base)
  ]))
]

; What a record is made of are its properties.
((record_declaration
  (parameter_list
    (parameter type: (_) @type name: (identifier) @name) @symbol.property))
  (#set! symbol.visibility "public"))

(enum_declaration
  (attribute_list)* @decorator
  name: (identifier) @name
  body: (_)? @body) @symbol.enum

(enum_member_declaration
  (attribute_list)* @decorator
  name: (identifier) @name
  value: (_)? @value) @symbol.enum_member

(delegate_declaration
  (attribute_list)* @decorator
  type: (_) @result
  name: (identifier) @name
  parameters: (parameter_list) @parameters) @symbol.type

(constructor_declaration
  (attribute_list)* @decorator
  name: (identifier) @name
  parameters: (parameter_list) @parameters
  body: (_)? @body) @symbol.constructor

(destructor_declaration name: (identifier) @name body: (_)? @body) @symbol.method

(method_declaration
  (attribute_list)* @decorator
  returns: (_) @result
  name: (identifier) @name
  parameters: (parameter_list) @parameters
  body: (_)? @body) @symbol.method

; void IShape.Draw() is called through the interface.
((method_declaration (explicit_interface_specifier) name: (identifier) @name)
  (#set! symbol.visibility "public"))
((property_declaration (explicit_interface_specifier) name: (identifier) @name)
  (#set! symbol.visibility "public"))

(operator_declaration
  type: (_) @result
  operator: _ @name
  parameters: (parameter_list) @parameters
  body: (_)? @body) @symbol.method

(conversion_operator_declaration
  type: (_) @name @result
  parameters: (parameter_list) @parameters
  body: (_)? @body) @symbol.method

(local_function_statement
  type: (_) @result
  name: (identifier) @name
  parameters: (parameter_list) @parameters
  body: (_)? @body) @symbol.function

(property_declaration
  (attribute_list)* @decorator
  type: (_) @type
  name: (identifier) @name
  [(accessor_list) (arrow_expression_clause)] @body) @symbol.property

(indexer_declaration
  type: (_) @type
  "this" @name
  parameters: (_) @parameters
  [(accessor_list) (arrow_expression_clause)] @body) @symbol.property

(event_declaration
  (attribute_list)* @decorator
  type: (_) @type
  name: (identifier) @name
  accessors: (_)? @body) @symbol.property

(event_field_declaration
  (variable_declaration
    type: (_) @type
    (variable_declarator name: (identifier) @name))) @symbol.field

; One match for each name of `int a, b;`. A field that is `const`, or `static readonly`, is a constant.
(field_declaration
  [(modifier "const") ((modifier "static") (modifier "readonly"))]
  (variable_declaration
    type: (_) @type
    (variable_declarator name: (identifier) @name))) @symbol.constant

(field_declaration
  (attribute_list)* @decorator
  (variable_declaration
    type: (_) @type
    (variable_declarator name: (identifier) @name))) @symbol.field
