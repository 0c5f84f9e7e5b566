; One match for each name that a tree of `use` binds. What stands before a list belongs to all in it: a group.

(use_declaration) @import.group
(scoped_use_list path: (_)? @module) @import.group

; use a::b;  and  {a::b, …}
(use_declaration argument: (scoped_identifier path: (_)? @module name: (_) @name) @import)
(use_list (scoped_identifier path: (_)? @module name: (_) @name) @import)

; use a;  and  {a, …}
(use_declaration argument: [(identifier) (crate) (super) (self)] @import @name)
(use_list (identifier) @import @name)

; {self, …}: the module before the list itself
(use_list (self) @import)

; use a::b as c;  use a as c;  {self as c}
(use_as_clause
  path: [
    (scoped_identifier path: (_)? @module name: (_) @name)
    (identifier) @name
    (crate) @module
    (self)
  ]
  alias: (identifier) @alias) @import

; use a::*;
(use_wildcard (_)? @module "*" @wildcard) @import

; extern crate a as b;
(extern_crate_declaration name: (identifier) @module alias: (identifier)? @alias) @import

; mod a;  says where a module of this one lies, as `use self::a` would.
((mod_item name: (identifier) @name !body) @import
  (#set! import.module "self"))
