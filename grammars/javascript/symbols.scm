; inherits: ecmascript

(class_declaration name: (_) @name (class_heritage (_) @base))
(variable_declarator name: (identifier) @name value: (class (class_heritage (_) @base)))
(export_statement "default" @name value: (class (class_heritage (_) @base)))

(class_body (method_definition decorator: (decorator) @decorator name: (_) @name))
(class_body (field_definition decorator: (decorator) @decorator property: (_) @name))

(field_definition
  property: (_) @name
  value: [
    (arrow_function parameters: (_) @parameters body: (_) @body)
    (function_expression parameters: (_) @parameters body: (_) @body)
  ]) @symbol.function
(field_definition property: (_) @name value: (_)? @value) @symbol.field
