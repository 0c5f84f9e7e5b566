; inherits: ecmascript

; Types, results and bases of what JavaScript has too.
(function_declaration name: (_) @name return_type: (_) @result)
(generator_function_declaration name: (_) @name return_type: (_) @result)
(method_definition name: (_) @name return_type: (_) @result)
(variable_declarator name: (identifier) @name type: (_) @type)
(variable_declarator name: (identifier) @name value: (arrow_function return_type: (_) @result))
(variable_declarator name: (identifier) @name value: (function_expression return_type: (_) @result))
(class_declaration name: (_) @name (class_heritage (extends_clause value: (_) @base)))
(class_declaration name: (_) @name (class_heritage (implements_clause (_) @base)))
(variable_declarator name: (identifier) @name value: (class (class_heritage (extends_clause value: (_) @base))))
(export_statement "default" @name value: (class (class_heritage (extends_clause value: (_) @base))))
(class_body (decorator)+ @decorator . (method_definition name: (_) @name))

(function_signature name: (_) @name parameters: (_) @parameters return_type: (_)? @result) @symbol.function

(abstract_class_declaration name: (_) @name body: (_) @body) @symbol.class
(abstract_class_declaration decorator: (decorator) @decorator name: (_) @name)
(abstract_class_declaration name: (_) @name (class_heritage (extends_clause value: (_) @base)))
(abstract_class_declaration name: (_) @name (class_heritage (implements_clause (_) @base)))

(abstract_method_signature name: (_) @name parameters: (_) @parameters return_type: (_)? @result) @symbol.function
(method_signature name: (_) @name parameters: (_) @parameters return_type: (_)? @result) @symbol.function
(public_field_definition
  name: (_) @name
  value: [
    (arrow_function parameters: (_) @parameters return_type: (_)? @result body: (_) @body)
    (function_expression parameters: (_) @parameters return_type: (_)? @result body: (_) @body)
  ]) @symbol.function
(public_field_definition name: (_) @name type: (_)? @type value: (_)? @value) @symbol.field
(public_field_definition decorator: (decorator) @decorator name: (_) @name)
; `constructor(private a: A)` declares a field.
(required_parameter (accessibility_modifier) @self pattern: (identifier) @name type: (_)? @type) @symbol.field
(optional_parameter (accessibility_modifier) @self pattern: (identifier) @name type: (_)? @type) @symbol.field

(interface_declaration name: (_) @name body: (_) @body) @symbol.interface
(interface_declaration name: (_) @name (extends_type_clause type: (_) @base))
(property_signature name: (_) @name type: (_)? @type) @symbol.field

(type_alias_declaration name: (_) @name value: (_) @value) @symbol.type

(enum_declaration name: (_) @name body: (_) @body) @symbol.enum
(enum_body name: (_) @name @symbol.enum_member)
(enum_body (enum_assignment name: (_) @name value: (_) @value) @symbol.enum_member)

(internal_module name: (_) @name body: (_)? @body) @symbol.namespace
(module name: (_) @name body: (_)? @body) @symbol.namespace

; `const Status = { OPEN: 1 } as const`, `const at = { home } satisfies Places`
(program [
  (_ (variable_declarator name: (identifier) value: [
    (as_expression (object [
      (pair key: [(property_identifier) (string)] @name value: (_) @value) @symbol.field
      (shorthand_property_identifier) @name @symbol.field]))
    (satisfies_expression (object [
      (pair key: [(property_identifier) (string)] @name value: (_) @value) @symbol.field
      (shorthand_property_identifier) @name @symbol.field]))
  ]))
  (export_statement (_ (variable_declarator name: (identifier) value: [
    (as_expression (object [
      (pair key: [(property_identifier) (string)] @name value: (_) @value) @symbol.field
      (shorthand_property_identifier) @name @symbol.field]))
    (satisfies_expression (object [
      (pair key: [(property_identifier) (string)] @name value: (_) @value) @symbol.field
      (shorthand_property_identifier) @name @symbol.field]))
  ])))
])

; What a type is put together from lends it its members.
(type_alias_declaration
  name: (_) @name
  value: (intersection_type [
    (type_identifier) @base
    (generic_type) @base
    (intersection_type [
      (type_identifier) @base
      (generic_type) @base
      (intersection_type [(type_identifier) @base (generic_type) @base])
    ])
  ]))
