; A function sees the variables of what is around it, and of its caller.

(program) @local.scope
(function_definition) @local.scope

(function_definition name: (word) @local.definition.function)
(variable_assignment name: (variable_name) @local.definition.variable)
(declaration_command (variable_name) @local.definition.variable)
(for_statement variable: (variable_name) @local.definition.variable)

(command_name (word) @local.reference)
((simple_expansion (variable_name) @local.reference) (#not-match? @local.reference "^[0-9]"))
(expansion (variable_name) @local.reference)
