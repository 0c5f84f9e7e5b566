[
  (compilation_unit)
  (class_definition)
  (trait_definition)
  (object_definition)
  (enum_definition)
  (given_definition)
  (extension_definition)
  (function_definition)
  (function_declaration)
  (lambda_expression)
  (block)
  (indented_block)
  (for_expression)
  (case_clause)
] @local.scope

(parameter name: (_) @local.definition.parameter)
(class_parameter name: (_) @local.definition.parameter)
(binding name: (_) @local.definition.parameter)
(lambda_expression parameters: (identifier) @local.definition.parameter)
(type_parameters (identifier) @local.definition.class)
(covariant_type_parameter name: (_) @local.definition.class)
(contravariant_type_parameter name: (_) @local.definition.class)

(val_definition pattern: (identifier) @local.definition.variable)
(var_definition pattern: (identifier) @local.definition.variable)
(identifiers (identifier) @local.definition.variable)
(enumerator . (identifier) @local.definition.variable)
(typed_pattern pattern: (identifier) @local.definition.variable)
(capture_pattern name: (_) @local.definition.variable)
(simple_enum_case name: (_) @local.definition.variable)

; In these a name with a capital is a constant or a class, not a new name.
([
  (case_clause pattern: (identifier) @local.definition.variable)
  (case_class_pattern pattern: (identifier) @local.definition.variable)
  (tuple_pattern (identifier) @local.definition.variable)
] (#not-match? @local.definition.variable "^[A-Z]"))

(function_definition name: (_) @local.definition.function)
(function_declaration name: (_) @local.definition.function)
(class_definition name: (_) @local.definition.class)
(trait_definition name: (_) @local.definition.class)
(object_definition name: (_) @local.definition.class)
(enum_definition name: (_) @local.definition.class)
(type_definition name: (_) @local.definition.class)

(import_declaration (identifier) @local.definition.import .)
(namespace_selectors (identifier) @local.definition.import)
(arrow_renamed_identifier alias: (identifier) @local.definition.import)
(as_renamed_identifier alias: (identifier) @local.definition.import)

; The name of an argument or of a package names no code.
(arguments (assignment_expression left: (identifier) @local.label))
(package_identifier (identifier) @local.label)

; References: every bare name, and every name behind a dot with what stands before it.

(identifier) @local.reference
(type_identifier) @local.reference
(field_expression value: (_) @receiver field: (identifier) @member.reference)
(stable_type_identifier (_) @receiver (type_identifier) @member.reference .)
