; using A.B;  and  using static A.B.C;  open all that is in a namespace or a type.
((using_directive
  !name
  [(identifier) (qualified_name) (alias_qualified_name)] @module) @import
  (#set! import.name "*"))

; using C = A.B.C;  using C = A.B.C<int>;
(using_directive
  name: (identifier) @alias
  (qualified_name
    qualifier: (_) @module
    name: [
      (identifier) @name
      (generic_name (identifier) @name)
    ])) @import

; using C = D;  using C = D<int>;
(using_directive
  name: (identifier) @alias
  .
  [
    (identifier) @name
    (generic_name (identifier) @name)
  ]) @import
