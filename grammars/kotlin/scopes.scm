[
  (source_file)
  (class_declaration)
  (object_declaration)
  (companion_object)
  (object_literal)
  (function_declaration)
  (anonymous_function)
  (secondary_constructor)
  (getter)
  (setter)
  (lambda_literal)
  (block)
  (for_statement)
  (when_expression)
  (catch_block)
] @local.scope

(parameter (identifier) @local.definition.parameter)
(class_parameter (identifier) @local.definition.parameter)
(lambda_parameters (variable_declaration (identifier) @local.definition.parameter))
(setter (identifier) @local.definition.parameter)
(type_parameter (identifier) @local.definition.class)

(variable_declaration (identifier) @local.definition.variable)
(catch_block (identifier) @local.definition.variable)
(enum_entry (identifier) @local.definition.variable)

(function_declaration name: (identifier) @local.definition.function)
(class_declaration name: (identifier) @local.definition.class)
(object_declaration name: (identifier) @local.definition.class)
(companion_object name: (identifier) @local.definition.class)
(type_alias type: (identifier) @local.definition.class)

(import (qualified_identifier (identifier) @local.definition.import .) .)
(import (identifier) @local.definition.import)

; The name of an argument, of a place to return to or of a package names no code.
(value_argument (identifier) @local.label . "=")
(return_expression label: (identifier) @local.label)
(package_header (qualified_identifier (identifier) @local.label))

; References: every bare name, and every name behind a dot with what stands before it.

(identifier) @local.reference
(navigation_expression (_) @receiver (identifier) @member.reference .)
(user_type (identifier) @receiver . (identifier) @member.reference)
