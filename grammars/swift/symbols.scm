; The first pattern of the file that matches a name decides its kind; later ones only add captures.
; Most begin at the keyword and leave the node around it unnamed: what the grammar calls a function or a class has so
; many forms that a query which names it takes a tenth of a second to compile.

(_ ["class" "actor"] . (type_identifier) @name (class_body) @body) @symbol.class
(_ "struct" . (type_identifier) @name (class_body) @body) @symbol.struct
(_ "enum" . (type_identifier) @name (enum_class_body) @body) @symbol.enum
(_ "protocol" . (type_identifier) @name (protocol_body) @body) @symbol.interface

(_ (type_identifier) @name (inheritance_specifier (user_type) @base))

; An extension adds members and protocols to a type: T, T<K>, A.T.
(_
  "extension"
  .
  (user_type (type_identifier) @name . (type_arguments)? .)
  (class_body) @body) @symbol.extension
(_
  "extension"
  .
  (user_type (type_identifier) @name . (type_arguments)? .)
  (inheritance_specifier (user_type) @base))

(enum_entry (simple_identifier) @name) @symbol.enum_member

; The parameters stand in the declaration itself. An operator is no named node.
(_ "func" . name: _ @name (function_body)? @body) @symbol.function @parameters
(_ "func" . name: _ @name "->" . (_) @result)
(init_declaration "init" @name (function_body)? @body) @symbol.constructor @parameters
(deinit_declaration "deinit" @name (function_body) @body) @symbol.method
(subscript_declaration "subscript" @name (computed_property)? @body) @symbol.property @parameters
(subscript_declaration "subscript" @name "->" . (_) @result)

(_ (pattern (simple_identifier) @name) (computed_property) @body) @symbol.property

; Variables of functions lie in statements, these do not.
([
  (class_body (property_declaration (pattern (simple_identifier) @name)) @symbol.variable)
  (enum_class_body (property_declaration (pattern (simple_identifier) @name)) @symbol.variable)
  (source_file (property_declaration (pattern (simple_identifier) @name)) @symbol.variable)
])
(_ (pattern (simple_identifier) @name) . (type_annotation (_) @type))
(protocol_property_declaration
  (pattern (simple_identifier) @name)
  (protocol_property_requirements) @body) @symbol.property

(_ "typealias" . (type_identifier) @name) @symbol.type
(_ "associatedtype" . (type_identifier) @name) @symbol.type

; Attributes stand before the word of the declaration.
(_
  (modifiers (attribute) @decorator)
  [
    ("func" . name: _ @name)
    ("class" . (type_identifier) @name)
    ("actor" . (type_identifier) @name)
    ("struct" . (type_identifier) @name)
    ("enum" . (type_identifier) @name)
    ("protocol" . (type_identifier) @name)
    "init" @name
    (pattern (simple_identifier) @name)
  ])
