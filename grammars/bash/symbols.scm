(function_definition name: (word) @name body: (_) @body) @symbol.function

(program (variable_assignment name: (variable_name) @name value: (_) @value) @symbol.variable)
(program (variable_assignments (variable_assignment name: (variable_name) @name value: (_) @value) @symbol.variable))
(program (declaration_command (variable_assignment name: (variable_name) @name value: (_) @value)) @symbol.variable)
