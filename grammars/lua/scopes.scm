; Scopes

(chunk) @local.scope
(function_declaration) @local.scope
(function_definition) @local.scope
(for_statement) @local.scope
(do_statement) @local.scope
(while_statement) @local.scope
(repeat_statement) @local.scope
(if_statement) @local.scope

; Definitions

(function_declaration name: (identifier) @local.definition.function)
(parameters name: (identifier) @local.definition.parameter)
(variable_list name: (identifier) @local.definition.variable)
(for_numeric_clause name: (identifier) @local.definition.variable)

; References

(identifier) @local.reference
(dot_index_expression table: (_) @receiver field: (identifier) @member.reference)
(method_index_expression table: (_) @receiver method: (identifier) @member.reference)
(field name: (identifier) @local.label)
(label_statement (identifier) @local.label)
(goto_statement (identifier) @local.label)
