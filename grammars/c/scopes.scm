[
  (translation_unit)
  (function_definition)
  (compound_statement)
  (for_statement)
  (preproc_function_def)
] @local.scope

(parameter_declaration
  declarator: [
    (identifier) @local.definition.parameter
    (_ declarator: (identifier) @local.definition.parameter)
    (_ declarator: (_ declarator: (identifier) @local.definition.parameter))
    (function_declarator
      declarator: (parenthesized_declarator (_ declarator: (identifier) @local.definition.parameter)))
  ])
(preproc_params (identifier) @local.definition.parameter)

(declaration
  declarator: [
    (identifier) @local.definition.variable
    (init_declarator declarator: (identifier) @local.definition.variable)
    (array_declarator declarator: (identifier) @local.definition.variable)
    (pointer_declarator declarator: (identifier) @local.definition.variable)
    (_ declarator: (array_declarator declarator: (identifier) @local.definition.variable))
    (_ declarator: (pointer_declarator declarator: (identifier) @local.definition.variable))
    (_ declarator: (_ declarator: (pointer_declarator declarator: (identifier) @local.definition.variable)))
    (_ declarator: (_ declarator: (array_declarator declarator: (identifier) @local.definition.variable)))
    (function_declarator
      declarator: (parenthesized_declarator (_ declarator: (identifier) @local.definition.variable)))
    (init_declarator
      declarator: (function_declarator
        declarator: (parenthesized_declarator (_ declarator: (identifier) @local.definition.variable))))
  ])

(declaration
  declarator: [
    (function_declarator declarator: (identifier) @local.definition.function)
    (pointer_declarator declarator: (function_declarator declarator: (identifier) @local.definition.function))
  ])
(function_definition
  declarator: [
    (function_declarator declarator: (identifier) @local.definition.function)
    (_ declarator: (function_declarator declarator: (identifier) @local.definition.function))
    (_ declarator: (_ declarator: (function_declarator declarator: (identifier) @local.definition.function)))
  ])

(struct_specifier name: (type_identifier) @local.definition.class body: (_))
(union_specifier name: (type_identifier) @local.definition.class body: (_))
(enum_specifier name: (type_identifier) @local.definition.class body: (_))
(type_definition
  declarator: [
    (type_identifier) @local.definition.class
    (_ declarator: (type_identifier) @local.definition.class)
    (function_declarator declarator: (parenthesized_declarator (_ declarator: (type_identifier) @local.definition.class)))
  ])
(enumerator name: (identifier) @local.definition.variable)
(preproc_def name: (identifier) @local.definition.variable)
(preproc_function_def name: (identifier) @local.definition.function)

; References: every bare name, and every name behind a dot or arrow with what stands before it.

(identifier) @local.reference
(type_identifier) @local.reference
(field_expression argument: (_) @receiver field: (field_identifier) @member.reference)
