; What JavaScript and TypeScript share.

(program) @local.scope
(function_declaration) @local.scope
(generator_function_declaration) @local.scope
(function_expression) @local.scope
(generator_function) @local.scope
(arrow_function) @local.scope
(method_definition) @local.scope
(class_declaration) @local.scope
(class) @local.scope
(statement_block) @local.scope
(for_statement) @local.scope
(for_in_statement) @local.scope
(catch_clause) @local.scope
(switch_body) @local.scope

(function_declaration name: (identifier) @local.definition.function)
(generator_function_declaration name: (identifier) @local.definition.function)
(class_declaration name: (_) @local.definition.class)

(arrow_function parameter: (identifier) @local.definition.parameter)
(variable_declarator name: (identifier) @local.definition.variable)
(for_in_statement left: (identifier) @local.definition.variable)
(catch_clause parameter: (identifier) @local.definition.variable)
; Destructuring, in declarations and parameters alike.
(shorthand_property_identifier_pattern) @local.definition.variable
(pair_pattern value: (identifier) @local.definition.variable)
(pair_pattern value: (assignment_pattern left: (identifier) @local.definition.variable))
(array_pattern (identifier) @local.definition.variable)
(array_pattern (assignment_pattern left: (identifier) @local.definition.variable))
(object_pattern (rest_pattern (identifier) @local.definition.variable))
(array_pattern (rest_pattern (identifier) @local.definition.variable))

(import_clause (identifier) @local.definition.import)
(namespace_import (identifier) @local.definition.import)
(import_specifier !alias name: (identifier) @local.definition.import)
(import_specifier alias: (identifier) @local.definition.import)

(identifier) @local.reference
(shorthand_property_identifier) @local.reference
(member_expression object: (_) @receiver property: (_) @member.reference)
