; inherits: c

[
  (namespace_definition)
  (class_specifier)
  (struct_specifier)
  (template_declaration)
  (lambda_expression)
  (for_range_loop)
  (if_statement)
  (catch_clause)
] @local.scope

; A reference declarator names nothing by a field, and holds what it declares.
(parameter_declaration
  declarator: (reference_declarator [
    (identifier) @local.definition.parameter
    (_ declarator: (identifier) @local.definition.parameter)
  ]))
(optional_parameter_declaration
  declarator: [
    (identifier) @local.definition.parameter
    (_ declarator: (identifier) @local.definition.parameter)
    (_ (identifier) @local.definition.parameter)
  ])
(variadic_parameter_declaration
  declarator: [
    (variadic_declarator (identifier) @local.definition.parameter)
    (_ (variadic_declarator (identifier) @local.definition.parameter))
  ])

(type_parameter_declaration (type_identifier) @local.definition.class)
(optional_type_parameter_declaration name: (type_identifier) @local.definition.class)
(variadic_type_parameter_declaration (type_identifier) @local.definition.class)

(declaration declarator: (init_declarator declarator: (reference_declarator (identifier) @local.definition.variable)))
(declaration
  declarator: (init_declarator
    declarator: (structured_binding_declarator (identifier) @local.definition.variable)))
(declaration
  declarator: (init_declarator
    declarator: (reference_declarator
      (structured_binding_declarator (identifier) @local.definition.variable))))
(for_range_loop
  declarator: [
    (identifier) @local.definition.variable
    (reference_declarator (identifier) @local.definition.variable)
    (pointer_declarator declarator: (identifier) @local.definition.variable)
    (structured_binding_declarator (identifier) @local.definition.variable)
    (reference_declarator (structured_binding_declarator (identifier) @local.definition.variable))
  ])
(lambda_capture_initializer left: (identifier) @local.definition.variable)

(field_declaration declarator: (field_identifier) @local.definition.variable)
(field_declaration
  declarator: [
    (pointer_declarator declarator: (field_identifier) @local.definition.variable)
    (array_declarator declarator: (field_identifier) @local.definition.variable)
  ])
(field_declaration
  declarator: (function_declarator declarator: (field_identifier) @local.definition.function))
(function_definition
  declarator: (function_declarator declarator: (field_identifier) @local.definition.function))
(function_definition
  declarator: (_ (function_declarator
    declarator: [(identifier) (field_identifier)] @local.definition.function)))

(class_specifier name: (type_identifier) @local.definition.class body: (_))
(alias_declaration name: (type_identifier) @local.definition.class)
(concept_definition name: (identifier) @local.definition.class)
(namespace_alias_definition name: (namespace_identifier) @local.definition.import)
(using_declaration (qualified_identifier name: (identifier) @local.definition.import))

; References

(namespace_identifier) @local.reference
(field_initializer . (field_identifier) @local.reference)
(template_method name: (field_identifier) @local.reference)
(qualified_identifier scope: (_) @receiver name: [(identifier) (type_identifier)] @member.reference)
(qualified_identifier
  scope: (_) @receiver
  name: [
    (template_function name: (identifier) @member.reference)
    (template_type name: (type_identifier) @member.reference)
  ])
