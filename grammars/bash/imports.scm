; All that the file defines is there afterwards.
((command
  name: (command_name (word) @_source)
  .
  argument: [(word) @module (string . (string_content) @module .) (raw_string) @module]) @import
  (#set! import.name "*")
  (#any-of? @_source "source" "."))
