; Scopes

(module) @local.scope
(class_definition) @local.scope
(function_definition) @local.scope
(lambda) @local.scope
(list_comprehension) @local.scope
(set_comprehension) @local.scope
(dictionary_comprehension) @local.scope
(generator_expression) @local.scope

; Definitions

(function_definition name: (identifier) @local.definition.function)
(class_definition name: (identifier) @local.definition.class)
(type_alias_statement left: (type (identifier) @local.definition.class))
(type_parameter (type (identifier) @local.definition.class))

(parameters [
  (identifier) @local.definition.parameter
  (default_parameter name: (identifier) @local.definition.parameter)
  (typed_default_parameter name: (identifier) @local.definition.parameter)
  (typed_parameter . (identifier) @local.definition.parameter)
  (typed_parameter . (_ (identifier) @local.definition.parameter))
  (list_splat_pattern (identifier) @local.definition.parameter)
  (dictionary_splat_pattern (identifier) @local.definition.parameter)
])
(lambda_parameters [
  (identifier) @local.definition.parameter
  (default_parameter name: (identifier) @local.definition.parameter)
  (list_splat_pattern (identifier) @local.definition.parameter)
  (dictionary_splat_pattern (identifier) @local.definition.parameter)
])

(assignment left: (identifier) @local.definition.variable)
(augmented_assignment left: (identifier) @local.definition.variable)
(pattern_list (identifier) @local.definition.variable)
(tuple_pattern (identifier) @local.definition.variable)
(list_pattern (identifier) @local.definition.variable)
(pattern_list (list_splat_pattern (identifier) @local.definition.variable))
(tuple_pattern (list_splat_pattern (identifier) @local.definition.variable))
(list_pattern (list_splat_pattern (identifier) @local.definition.variable))
(for_statement left: (identifier) @local.definition.variable)
(for_in_clause left: (identifier) @local.definition.variable)
(named_expression name: (identifier) @local.definition.variable)
(as_pattern_target (identifier) @local.definition.variable)
(as_pattern_target (tuple (identifier) @local.definition.variable))
(case_pattern (dotted_name . (identifier) @local.definition.variable .))
(keyword_pattern (identifier) (dotted_name . (identifier) @local.definition.variable .))
(splat_pattern (identifier) @local.definition.variable)
(case_pattern (as_pattern (identifier) @local.definition.variable))

; Names that an assignment in this scope does not make its own.
(global_statement (identifier) @local.outer)
(nonlocal_statement (identifier) @local.outer)

(import_statement name: (dotted_name . (identifier) @local.definition.import))
(import_statement name: (aliased_import alias: (identifier) @local.definition.import))
(import_from_statement name: (dotted_name (identifier) @local.definition.import))
(import_from_statement name: (aliased_import alias: (identifier) @local.definition.import))

; References: every bare name, and every name behind a dot with what stands before it.

(identifier) @local.reference
(keyword_argument name: (identifier) @local.label)
(attribute object: (_) @receiver attribute: (identifier) @member.reference)
