[
  (program)
  (class_declaration)
  (interface_declaration)
  (annotation_type_declaration)
  (enum_declaration)
  (record_declaration)
  (method_declaration)
  (constructor_declaration)
  (compact_constructor_declaration)
  (lambda_expression)
  (block)
  (constructor_body)
  (for_statement)
  (enhanced_for_statement)
  (try_with_resources_statement)
  (catch_clause)
  (switch_block)
] @local.scope

(formal_parameter name: (identifier) @local.definition.parameter)
(spread_parameter (variable_declarator name: (identifier) @local.definition.parameter))
(inferred_parameters (identifier) @local.definition.parameter)
(lambda_expression parameters: (identifier) @local.definition.parameter)
(catch_formal_parameter name: (identifier) @local.definition.parameter)
(type_parameter . (type_identifier) @local.definition.class)

(local_variable_declaration declarator: (variable_declarator name: (identifier) @local.definition.variable))
(field_declaration declarator: (variable_declarator name: (identifier) @local.definition.variable))
(constant_declaration declarator: (variable_declarator name: (identifier) @local.definition.variable))
(enum_constant name: (identifier) @local.definition.variable)
(enhanced_for_statement name: (identifier) @local.definition.variable)
(resource name: (identifier) @local.definition.variable)
(instanceof_expression name: (identifier) @local.definition.variable)
(type_pattern (identifier) @local.definition.variable)
(record_pattern_component (identifier) @local.definition.variable)

(method_declaration name: (identifier) @local.definition.function)
(annotation_type_element_declaration name: (identifier) @local.definition.function)
(class_declaration name: (identifier) @local.definition.class)
(interface_declaration name: (identifier) @local.definition.class)
(annotation_type_declaration name: (identifier) @local.definition.class)
(enum_declaration name: (identifier) @local.definition.class)
(record_declaration name: (identifier) @local.definition.class)

(import_declaration
  "import" .
  (scoped_identifier name: (identifier) @local.definition.import) .)

; References: every bare name, and every name behind a dot with what stands before it.

(identifier) @local.reference
(type_identifier) @local.reference
(field_access object: (_) @receiver field: (identifier) @member.reference)
(method_invocation object: (_) @receiver name: (identifier) @member.reference)
(scoped_type_identifier (_) @receiver (type_identifier) @member.reference .)
(method_reference . (_) @receiver "::" (identifier) @member.reference .)
