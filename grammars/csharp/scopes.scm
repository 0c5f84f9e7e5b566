[
  (compilation_unit)
  (namespace_declaration)
  (class_declaration)
  (struct_declaration)
  (record_declaration)
  (interface_declaration)
  (enum_declaration)
  (method_declaration)
  (constructor_declaration)
  (operator_declaration)
  (property_declaration)
  (accessor_declaration)
  (local_function_statement)
  (lambda_expression)
  (anonymous_method_expression)
  (block)
  (for_statement)
  (foreach_statement)
  (using_statement)
  (catch_clause)
  (switch_section)
  (switch_expression_arm)
  (query_expression)
] @local.scope

(parameter name: (identifier) @local.definition.parameter)
(parameter_list name: (identifier) @local.definition.parameter)
(implicit_parameter) @local.definition.parameter
(type_parameter name: (identifier) @local.definition.class)

(variable_declarator name: (identifier) @local.definition.variable)
(tuple_pattern name: (identifier) @local.definition.variable)
(foreach_statement left: (identifier) @local.definition.variable)
(catch_declaration name: (identifier) @local.definition.variable)
(declaration_expression name: (identifier) @local.definition.variable)
(declaration_pattern name: (identifier) @local.definition.variable)
(recursive_pattern name: (identifier) @local.definition.variable)
(var_pattern name: (identifier) @local.definition.variable)
(parenthesized_variable_designation name: (identifier) @local.definition.variable)
(from_clause name: (identifier) @local.definition.variable)
(let_clause . (identifier) @local.definition.variable)
(property_declaration name: (identifier) @local.definition.variable)
(enum_member_declaration name: (identifier) @local.definition.variable)

(method_declaration name: (identifier) @local.definition.function)
(local_function_statement name: (identifier) @local.definition.function)
(delegate_declaration name: (identifier) @local.definition.class)
(class_declaration name: (identifier) @local.definition.class)
(struct_declaration name: (identifier) @local.definition.class)
(record_declaration name: (identifier) @local.definition.class)
(interface_declaration name: (identifier) @local.definition.class)
(enum_declaration name: (identifier) @local.definition.class)

(using_directive name: (identifier) @local.definition.import)

; The name of an argument or of a place to jump to names no code.
(argument name: (identifier) @local.label)
(labeled_statement . (identifier) @local.label)
(goto_statement (identifier) @local.label)
(namespace_declaration name: (qualified_name name: (identifier) @local.label))
(file_scoped_namespace_declaration name: (qualified_name name: (identifier) @local.label))

; References: every bare name, and every name behind a dot with what stands before it.

(identifier) @local.reference
(member_access_expression expression: _ @receiver name: (identifier) @member.reference)
(member_access_expression expression: _ @receiver name: (generic_name (identifier) @member.reference))
(conditional_access_expression
  condition: _ @receiver
  (member_binding_expression name: (identifier) @member.reference))
(conditional_access_expression
  condition: _ @receiver
  (member_binding_expression name: (generic_name (identifier) @member.reference)))
(qualified_name qualifier: (_) @receiver name: (identifier) @member.reference)
(qualified_name qualifier: (_) @receiver name: (generic_name (identifier) @member.reference))
