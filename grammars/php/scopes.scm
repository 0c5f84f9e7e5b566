; Scopes

[
  (program)
  (function_definition)
  (method_declaration)
  (anonymous_function)
  (arrow_function)
  (class_declaration)
  (interface_declaration)
  (trait_declaration)
  (enum_declaration)
  (anonymous_class)
  (property_hook)
] @local.scope

; Definitions. A variable's name holds its `$`.

(function_definition name: (name) @local.definition.function)
(method_declaration name: (name) @local.definition.function)
(class_declaration name: (name) @local.definition.class)
(interface_declaration name: (name) @local.definition.class)
(trait_declaration name: (name) @local.definition.class)
(enum_declaration name: (name) @local.definition.class)

(simple_parameter name: (variable_name) @local.definition.parameter)
(variadic_parameter name: (variable_name) @local.definition.parameter)
(property_promotion_parameter name: (variable_name) @local.definition.parameter)

(assignment_expression left: (variable_name) @local.definition.variable)
(augmented_assignment_expression left: (variable_name) @local.definition.variable)
(reference_assignment_expression left: (variable_name) @local.definition.variable)
(list_literal (variable_name) @local.definition.variable)
(foreach_statement (_) . [
  (variable_name) @local.definition.variable
  (by_ref (variable_name) @local.definition.variable)
  (pair (variable_name) @local.definition.variable)
  (pair (by_ref (variable_name) @local.definition.variable))
])
(catch_clause name: (variable_name) @local.definition.variable)
(static_variable_declaration name: (variable_name) @local.definition.variable)
(anonymous_function_use_clause (variable_name) @local.definition.variable)
(anonymous_function_use_clause (by_ref (variable_name) @local.definition.variable))

(property_element name: (variable_name) @local.definition.variable)

; A variable of the global scope, visible from here on.
(global_declaration (variable_name) @local.definition.variable)
(global_declaration (variable_name) @local.outer)

(namespace_use_clause !alias . [
  (name) @local.definition.import
  (qualified_name (name) @local.definition.import)
])
(namespace_use_clause alias: (name) @local.definition.import)

; References: every variable, every bare name of a class, function or constant, and every name behind an access mark
; with what stands before it.

(variable_name) @local.reference
(function_call_expression function: (name) @local.reference)
(object_creation_expression . (name) @local.reference)
(named_type (name) @local.reference)
(base_clause (name) @local.reference)
(class_interface_clause (name) @local.reference)
(use_declaration (name) @local.reference)
(attribute . (name) @local.reference)
(scoped_call_expression scope: (name) @local.reference)
(scoped_property_access_expression scope: (name) @local.reference)
(class_constant_access_expression . (name) @local.reference)
(binary_expression (name) @local.reference)
(unary_op_expression (name) @local.reference)
(conditional_expression (name) @local.reference)
(parenthesized_expression (name) @local.reference)
(argument !name (name) @local.reference)
(argument name: (_) (name) @local.reference)
(array_element_initializer (name) @local.reference)
(subscript_expression (name) @local.reference)
(assignment_expression right: (name) @local.reference)
(property_element default_value: (name) @local.reference)
(simple_parameter default_value: (name) @local.reference)
(const_element (name) . (name) @local.reference)
(return_statement (name) @local.reference)
(echo_statement (name) @local.reference)
(match_condition_list (name) @local.reference)
(match_conditional_expression return_expression: (name) @local.reference)
(match_default_expression return_expression: (name) @local.reference)
(case_statement value: (name) @local.reference)
(arrow_function body: (name) @local.reference)

(qualified_name prefix: (_)? @receiver (name) @member.reference)
(member_access_expression object: (_) @receiver name: (name) @member.reference)
(nullsafe_member_access_expression object: (_) @receiver name: (name) @member.reference)
(member_call_expression object: (_) @receiver name: (name) @member.reference)
(nullsafe_member_call_expression object: (_) @receiver name: (name) @member.reference)
(scoped_call_expression scope: (_) @receiver name: (name) @member.reference)
(scoped_property_access_expression scope: (_) @receiver name: (variable_name (name) @member.reference))
(scoped_property_access_expression name: (variable_name) @local.label)
(class_constant_access_expression . (_) @receiver . (name) @member.reference .)
