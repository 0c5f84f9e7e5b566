; import a.b.C  ->  module "a.b", name "C"
((import (qualified_identifier) @path .) @import
  (#not-match? @import "[*]"))

; import a.b.C as D
(import (qualified_identifier) @path (identifier) @alias) @import

; import a.b.*
(import (qualified_identifier) @module "*" @wildcard) @import
