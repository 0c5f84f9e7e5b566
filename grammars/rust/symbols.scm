; The first pattern of the file that matches a name decides its kind; later ones only add captures.

(function_item
  name: (_) @name
  type_parameters: (_)? @type_parameters
  parameters: (parameters) @parameters
  return_type: (_)? @result
  body: (block) @body) @symbol.function

(function_signature_item
  name: (_) @name
  type_parameters: (_)? @type_parameters
  parameters: (parameters) @parameters
  return_type: (_)? @result) @symbol.function

(struct_item
  name: (type_identifier) @name
  type_parameters: (_)? @type_parameters
  body: (_)? @body) @symbol.struct

(union_item
  name: (type_identifier) @name
  type_parameters: (_)? @type_parameters
  body: (_) @body) @symbol.struct

(enum_item
  name: (type_identifier) @name
  type_parameters: (_)? @type_parameters
  body: (_) @body) @symbol.enum

(enum_variant
  name: (identifier) @name
  body: (_)? @body
  value: (_)? @value) @symbol.enum_member

(field_declaration
  name: (field_identifier) @name
  type: (_) @type) @symbol.field

(trait_item
  name: (type_identifier) @name
  type_parameters: (_)? @type_parameters
  body: (_) @body) @symbol.interface

; What a trait asks of whoever implements it is its base.
(trait_item
  name: (type_identifier) @name
  bounds: (trait_bounds [
    (type_identifier)
    (scoped_type_identifier)
    (generic_type)
  ] @base))

; `impl T` and `impl Trait for T` add members to T and Trait to its bases: T, &T, T<K>, a::T, dyn T.
(impl_item
  trait: (_)? @base
  type: [
    (type_identifier) @name
    (primitive_type) @name
    (generic_type type: (type_identifier) @name)
    (scoped_type_identifier name: (type_identifier) @name)
    (generic_type type: (scoped_type_identifier name: (type_identifier) @name))
    (reference_type type: (type_identifier) @name)
    (reference_type type: (generic_type type: (type_identifier) @name))
    (dynamic_type trait: (type_identifier) @name)
  ]
  body: (_)? @body) @symbol.extension

[
  (type_item name: (type_identifier) @name type: (_) @type)
  (associated_type name: (type_identifier) @name)
] @symbol.type

(const_item name: (identifier) @name type: (_) @type value: (_)? @value) @symbol.constant
(static_item name: (identifier) @name type: (_) @type value: (_)? @value) @symbol.variable

(mod_item name: (identifier) @name body: (_) @body) @symbol.namespace
(macro_definition name: (identifier) @name) @symbol.macro

((attribute_item (attribute (identifier) @_export))
  .
  [(attribute_item) (line_comment) (block_comment)]*
  .
  (macro_definition name: (identifier) @name)
  (#set! symbol.visibility "public")
  (#eq? @_export "macro_export"))

; Attributes stand before what they belong to, with comments between them.
((attribute_item) @decorator
  .
  [(attribute_item) (line_comment) (block_comment)]*
  .
  [
    (function_item name: (_) @name)
    (function_signature_item name: (_) @name)
    (struct_item name: (_) @name)
    (union_item name: (_) @name)
    (enum_item name: (_) @name)
    (enum_variant name: (_) @name)
    (field_declaration name: (_) @name)
    (trait_item name: (_) @name)
    (type_item name: (_) @name)
    (const_item name: (_) @name)
    (static_item name: (_) @name)
    (mod_item name: (_) @name)
    (macro_definition name: (_) @name)
  ])
