; What JavaScript and TypeScript share.

(import_statement
  (import_clause (identifier) @alias)
  source: (string) @module
  (#set! import.name "default")) @import
(import_statement
  (import_clause (namespace_import (identifier) @alias) @wildcard)
  source: (string) @module) @import
(import_statement
  (import_clause (named_imports (import_specifier name: (_) @name alias: (_)? @alias)))
  source: (string) @module) @import
(import_statement "import" . source: (string) @module) @import

(export_statement
  (export_clause (export_specifier name: (_) @name alias: (_)? @alias))
  source: (string) @module
  (#set! import.binding "")) @import
(export_statement "*" @wildcard source: (string) @module (#set! import.binding "")) @import
(export_statement
  (namespace_export (_) @alias) @wildcard
  source: (string) @module
  (#set! import.binding "")) @import

; What the file gives away of its own under another name; it is not taken from any module. Only the new name is marked
; as the import: the rest of the statement is code.
(export_statement
  (export_clause (export_specifier name: (_) @name alias: (_) @alias @import))
  !source
  (#set! import.binding ""))
(export_statement "default" @alias @import value: (identifier) @name (#set! import.binding ""))
(export_statement "default" @alias @import declaration: (_ name: (_) @name) (#set! import.binding ""))
((assignment_expression
  left: (member_expression object: (identifier) @_module property: (property_identifier) @import)
  right: (identifier) @name)
  (#set! import.binding "") (#set! import.alias "default")
  (#eq? @_module "module") (#eq? @import "exports"))

((variable_declarator
  name: (identifier) @alias
  value: (call_expression function: (identifier) @_require arguments: (arguments . (string) @module))) @import
  (#eq? @_require "require"))
((variable_declarator
  name: (object_pattern [
    (shorthand_property_identifier_pattern) @name
    (pair_pattern key: (property_identifier) @name value: (identifier) @alias)
  ])
  value: (call_expression function: (identifier) @_require arguments: (arguments . (string) @module))) @import
  (#eq? @_require "require"))
((variable_declarator
  name: (identifier) @alias
  value: (member_expression
    object: (call_expression function: (identifier) @_require arguments: (arguments . (string) @module))
    property: (property_identifier) @name)) @import
  (#eq? @_require "require"))
((expression_statement
  (call_expression function: (identifier) @_require arguments: (arguments . (string) @module))) @import
  (#eq? @_require "require"))

(call_expression function: (import) arguments: (arguments . (string) @module) (#set! import.binding "")) @import
