[
  (source_file)
  (function_declaration)
  (method_declaration)
  (func_literal)
  (block)
  (if_statement)
  (for_statement)
  (expression_switch_statement)
  (type_switch_statement)
  (select_statement)
  (expression_case)
  (type_case)
  (communication_case)
  (default_case)
] @local.scope

(parameter_declaration name: (identifier) @local.definition.parameter)
(variadic_parameter_declaration name: (identifier) @local.definition.parameter)
(type_parameter_declaration name: (identifier) @local.definition.class)

((short_var_declaration left: (expression_list (identifier) @local.definition.variable))
  (#not-eq? @local.definition.variable "_"))
((range_clause left: (expression_list (identifier) @local.definition.variable))
  (#not-eq? @local.definition.variable "_"))
(receive_statement left: (expression_list (identifier) @local.definition.variable))
(type_switch_statement alias: (expression_list (identifier) @local.definition.variable))
(var_spec name: (identifier) @local.definition.variable)
(const_spec (identifier) @local.definition.variable)

(function_declaration name: (identifier) @local.definition.function)
(type_spec name: (type_identifier) @local.definition.class)
(type_alias name: (type_identifier) @local.definition.class)

(import_spec name: (package_identifier) @local.definition.import)
(import_spec
  !name
  path: (interpreted_string_literal (interpreted_string_literal_content) @local.definition.import))

; References: every bare name, and every name behind a dot with what stands before it.

(identifier) @local.reference
(type_identifier) @local.reference
(package_identifier) @local.reference
(selector_expression operand: (_) @receiver field: (field_identifier) @member.reference)
(qualified_type package: (_) @receiver name: (type_identifier) @member.reference)
