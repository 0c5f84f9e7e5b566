; use A\B\C;  use function A\f;  use const A\C;  ->  module "A\B", name "C"; `use C;` has the module "C" too.
(namespace_use_declaration
  (namespace_use_clause
    (qualified_name prefix: (namespace_name) @module (name) @name)
    alias: (name)? @alias)) @import
(namespace_use_declaration (namespace_use_clause . (name) @module @name alias: (name)? @alias)) @import

; use A\{B, C\D as E};  ->  modules "A" and "A\C"
(namespace_use_declaration (namespace_name) @module body: (namespace_use_group)) @import.group
(namespace_use_group (namespace_use_clause . (name) @name alias: (name)? @alias) @import)
(namespace_use_group (namespace_use_clause
  (qualified_name prefix: (namespace_name) @module (name) @name)
  alias: (name)? @alias) @import)

; Files: all that they define is there afterwards. `__DIR__ . '/x.php'` is beside this file.
([
  (require_expression (string (string_content) @module))
  (require_once_expression (string (string_content) @module))
  (include_expression (string (string_content) @module))
  (include_once_expression (string (string_content) @module))
  (require_expression (parenthesized_expression (string (string_content) @module)))
  (require_once_expression (parenthesized_expression (string (string_content) @module)))
  (include_expression (parenthesized_expression (string (string_content) @module)))
  (include_once_expression (parenthesized_expression (string (string_content) @module)))
] @import
  (#set! import.name "*"))
(([
  (require_expression (binary_expression left: (name) @_dir right: (string (string_content) @module)))
  (require_once_expression (binary_expression left: (name) @_dir right: (string (string_content) @module)))
  (include_expression (binary_expression left: (name) @_dir right: (string (string_content) @module)))
  (include_once_expression (binary_expression left: (name) @_dir right: (string (string_content) @module)))
] @import)
  (#set! import.name "*")
  (#set! import.prefix ".")
  (#eq? @_dir "__DIR__"))
