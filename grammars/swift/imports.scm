; import Foundation opens a module.
((import_declaration (identifier) @module) @import
  (#set! import.name "*")
  (#not-match? @import "import\\s+(typealias|struct|class|enum|protocol|let|var|func)\\s"))

; import struct Foundation.Date
(import_declaration
  ["typealias" "struct" "class" "enum" "protocol" "let" "var" "func"]
  (identifier) @path) @import
