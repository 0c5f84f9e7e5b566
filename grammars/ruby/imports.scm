; All that the file defines is there afterwards. `require_relative` and a path made of `__dir__` are beside this file.
((call
  !receiver
  method: (identifier) @_require
  arguments: (argument_list . (string . (string_content) @module .))) @import
  (#set! import.name "*")
  (#any-of? @_require "require" "load" "require_dependency"))
((call
  !receiver
  method: (identifier) @_require
  arguments: (argument_list . (string . (string_content) @module .))) @import
  (#set! import.name "*")
  (#set! import.prefix "./")
  (#eq? @_require "require_relative"))
((call
  !receiver
  method: (identifier) @_require
  arguments: (argument_list . (call
    receiver: (constant) @_file
    method: (identifier) @_join
    arguments: (argument_list (string . (string_content) @module .) . (_) @_here .)))) @import
  (#set! import.name "*")
  (#set! import.prefix "./")
  (#any-of? @_require "require" "load")
  (#eq? @_file "File")
  (#eq? @_join "expand_path")
  (#eq? @_here "__dir__"))

; autoload :Name, "path"
((call
  !receiver
  method: (identifier) @_autoload
  arguments: (argument_list . (simple_symbol) @name . (string . (string_content) @module .))) @import
  (#eq? @_autoload "autoload"))
