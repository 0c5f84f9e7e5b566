; Scopes

[
  (program)
  (module)
  (class)
  (singleton_class)
  (method)
  (singleton_method)
  (block)
  (do_block)
  (lambda)
] @local.scope

; Definitions

(module name: (constant) @local.definition.class)
(class name: (constant) @local.definition.class)
(assignment left: (constant) @local.definition.class)
(method name: (identifier) @local.definition.function)
(singleton_method name: (identifier) @local.definition.function)

(method_parameters [
  (identifier) @local.definition.parameter
  (_ name: (identifier) @local.definition.parameter)
])
(lambda_parameters [
  (identifier) @local.definition.parameter
  (_ name: (identifier) @local.definition.parameter)
])
(block_parameters [
  (identifier) @local.definition.parameter
  (_ name: (identifier) @local.definition.parameter)
])
(destructured_parameter (identifier) @local.definition.parameter)

(assignment left: (identifier) @local.definition.variable)
(operator_assignment left: (identifier) @local.definition.variable)
(left_assignment_list (identifier) @local.definition.variable)
(rest_assignment (identifier) @local.definition.variable)
(destructured_left_assignment (identifier) @local.definition.variable)
(for pattern: (identifier) @local.definition.variable)
(exception_variable (identifier) @local.definition.variable)
(in_clause pattern: (identifier) @local.definition.variable)
(as_pattern name: (identifier) @local.definition.variable)
(array_pattern (identifier) @local.definition.variable)
(array_pattern (splat_parameter name: (identifier) @local.definition.variable))
(keyword_pattern value: (identifier) @local.definition.variable)

; References: every bare name, and every name behind a dot or `::` with what stands before it.

(identifier) @local.reference
(constant) @local.reference
(instance_variable) @local.reference
(class_variable) @local.reference
(global_variable) @local.reference
(call receiver: (_) @receiver method: [(identifier) (constant)] @member.reference)
(scope_resolution scope: (_) @receiver name: (_) @member.reference)
