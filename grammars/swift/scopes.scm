[
  (source_file)
  (class_body)
  (enum_class_body)
  (protocol_body)
  (init_declaration)
  (subscript_declaration)
  (computed_property)
  (lambda_literal)
  (if_statement)
  (for_statement)
  (while_statement)
  (switch_entry)
  (catch_block)
] @local.scope
(_ "func") @local.scope

(parameter (simple_identifier) @local.definition.parameter . ":")
(lambda_parameter (simple_identifier) @local.definition.parameter)
(type_parameter . (type_identifier) @local.definition.class)

(_ bound_identifier: (simple_identifier) @local.definition.variable)
(for_statement (pattern (simple_identifier) @local.definition.variable))
(pattern (pattern (simple_identifier) @local.definition.variable))
(enum_entry (simple_identifier) @local.definition.variable)

(_ "func" . (simple_identifier) @local.definition.function)
(class_declaration name: (type_identifier) @local.definition.class)
(protocol_declaration name: (type_identifier) @local.definition.class)
(typealias_declaration name: (type_identifier) @local.definition.class)
(import_declaration (identifier . (simple_identifier) @local.definition.import))

; Labels of arguments and parameters name no code.
(value_argument_label (simple_identifier) @local.label)
(parameter external_name: (simple_identifier) @local.label)

; References: every bare name, and every name behind a dot with what stands before it.

(simple_identifier) @local.reference
(type_identifier) @local.reference
(navigation_expression (_) @receiver (navigation_suffix (simple_identifier) @member.reference))
(user_type (type_identifier) @receiver . (type_identifier) @member.reference)
