; import a.b.C
(import_declaration
  ((identifier) @module ".")*
  (identifier) @name
  .) @import

; import a.b.{C, D => E, _}
(import_declaration
  ((identifier) @module ".")+
  (namespace_selectors [
    (identifier) @name
    (arrow_renamed_identifier name: (identifier) @name alias: (identifier) @alias)
    (as_renamed_identifier name: (identifier) @name alias: (identifier) @alias)
    (namespace_wildcard) @wildcard
  ])) @import

; import a.b.C as D
(import_declaration
  ((identifier) @module ".")+
  (as_renamed_identifier name: (identifier) @name alias: (identifier) @alias)) @import

; import a.b.*, import a.b._
(import_declaration
  ((identifier) @module ".")+
  (namespace_wildcard) @wildcard) @import
