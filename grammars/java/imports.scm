; import a.b.C;  ->  module "a.b", name "C"; the same with `static`, which the anchors step over:
; import static a.b.C.name;  ->  module "a.b.C", name "name"
(import_declaration
  "import" .
  (scoped_identifier
    scope: (_) @module
    name: (identifier) @name) .) @import

; import a.b.*;  and  import static a.b.C.*;
(import_declaration
  [(identifier) (scoped_identifier)] @module
  (asterisk) @wildcard) @import

; import C;  (a class of the unnamed package)
(import_declaration
  (identifier) @module @name .) @import
