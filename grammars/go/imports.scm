; import "a/b"
(import_spec
  !name
  path: [
    (interpreted_string_literal (interpreted_string_literal_content) @module)
    (raw_string_literal (raw_string_literal_content) @module)
  ]) @import

; import c "a/b", and import _ "a/b", which is bound to nothing
(import_spec
  name: [(package_identifier) (blank_identifier)] @alias
  path: [
    (interpreted_string_literal (interpreted_string_literal_content) @module)
    (raw_string_literal (raw_string_literal_content) @module)
  ]) @import

; import . "a/b"
(import_spec
  name: (dot) @wildcard
  path: [
    (interpreted_string_literal (interpreted_string_literal_content) @module)
    (raw_string_literal (raw_string_literal_content) @module)
  ]) @import
