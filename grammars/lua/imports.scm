((variable_declaration
  (assignment_statement
    (variable_list . name: (identifier) @alias .)
    (expression_list . value: (function_call
      name: (identifier) @_require
      arguments: (arguments . (string (string_content) @module)))))) @import
  (#eq? @_require "require"))
((chunk (function_call
  name: (identifier) @_require
  arguments: (arguments . (string (string_content) @module))) @import)
  (#set! import.binding "")
  (#eq? @_require "require"))
