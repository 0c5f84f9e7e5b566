; An include brings every name in. `<a.h>` keeps its angle brackets in the module: it is searched elsewhere.
(preproc_include
  path: [
    (system_lib_string) @module @wildcard
    (string_literal (string_content) @module @wildcard)
  ]) @import
