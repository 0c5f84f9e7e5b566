((import_statement . (string_value (string_content) @module)) @import (#set! import.name "*"))
((import_statement . (call_expression (arguments (string_value (string_content) @module)))) @import
  (#set! import.name "*"))
