[
  (source_file)
  (mod_item)
  (struct_item)
  (enum_item)
  (trait_item)
  (impl_item)
  (function_item)
  (function_signature_item)
  (closure_expression)
  (block)
  (if_expression)
  (while_expression)
  (for_expression)
  (match_arm)
] @local.scope

(parameter pattern: (identifier) @local.definition.parameter)
(closure_parameters (identifier) @local.definition.parameter)
(const_parameter name: (identifier) @local.definition.parameter)
(type_parameter name: (type_identifier) @local.definition.class)

(let_declaration pattern: (identifier) @local.definition.variable)
(for_expression pattern: (identifier) @local.definition.variable)
(mut_pattern (identifier) @local.definition.variable)
(ref_pattern (identifier) @local.definition.variable)
(captured_pattern . (identifier) @local.definition.variable)
(field_pattern name: (shorthand_field_identifier) @local.definition.variable)

; In these a name with a capital is a constant, a variant or a type, not a new name.
([
  (let_condition pattern: (identifier) @local.definition.variable)
  (match_pattern . (identifier) @local.definition.variable)
  (tuple_pattern (identifier) @local.definition.variable)
  (tuple_struct_pattern (identifier) @local.definition.variable)
  (slice_pattern (identifier) @local.definition.variable)
  (reference_pattern (identifier) @local.definition.variable)
  (or_pattern (identifier) @local.definition.variable)
  (field_pattern pattern: (identifier) @local.definition.variable)
] (#not-match? @local.definition.variable "^[A-Z]"))

(const_item name: (identifier) @local.definition.variable)
(static_item name: (identifier) @local.definition.variable)
(function_item name: (identifier) @local.definition.function)
(function_signature_item name: (identifier) @local.definition.function)
(macro_definition name: (identifier) @local.definition.function)
(struct_item name: (type_identifier) @local.definition.class)
(union_item name: (type_identifier) @local.definition.class)
(enum_item name: (type_identifier) @local.definition.class)
(trait_item name: (type_identifier) @local.definition.class)
(type_item name: (type_identifier) @local.definition.class)
(associated_type name: (type_identifier) @local.definition.class)
(mod_item name: (identifier) @local.definition.import)

(use_declaration argument: [
  (identifier) @local.definition.import
  (scoped_identifier name: (identifier) @local.definition.import)
])
(use_list [
  (identifier) @local.definition.import
  (scoped_identifier name: (identifier) @local.definition.import)
])
(use_as_clause alias: (identifier) @local.definition.import)
(extern_crate_declaration !alias name: (identifier) @local.definition.import)
(extern_crate_declaration alias: (identifier) @local.definition.import)

; The names of lifetimes and loops are no names of code.
(lifetime (identifier) @local.label)
(label (identifier) @local.label)

; References: every bare name, and every name behind `.` or `::` with what stands before it.

(identifier) @local.reference
(type_identifier) @local.reference
(field_expression value: (_) @receiver field: (field_identifier) @member.reference)
(scoped_identifier path: (_) @receiver name: (identifier) @member.reference)
(scoped_type_identifier path: (_) @receiver name: (type_identifier) @member.reference)
(struct_expression
  name: (_) @receiver
  body: (field_initializer_list (field_initializer field: (field_identifier) @member.reference)))
(token_tree (_) @receiver . ["." "::"] . (identifier) @member.reference)
