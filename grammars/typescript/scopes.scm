; inherits: ecmascript

(abstract_class_declaration) @local.scope
(interface_declaration) @local.scope
(type_alias_declaration) @local.scope
(internal_module) @local.scope
(module) @local.scope

(required_parameter pattern: (identifier) @local.definition.parameter)
(required_parameter pattern: (rest_pattern (identifier) @local.definition.parameter))
(optional_parameter pattern: (identifier) @local.definition.parameter)
(function_signature name: (identifier) @local.definition.function)
(abstract_class_declaration name: (_) @local.definition.class)
(interface_declaration name: (_) @local.definition.class)
(type_alias_declaration name: (_) @local.definition.class)
(enum_declaration name: (_) @local.definition.class)
(type_parameter name: (_) @local.definition.class)
(import_require_clause (identifier) @local.definition.import)

(type_identifier) @local.reference
(nested_type_identifier module: (_) @receiver name: (_) @member.reference)
