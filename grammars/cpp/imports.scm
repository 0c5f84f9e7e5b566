; inherits: c

; using std::string;
((using_declaration
  (qualified_identifier scope: (_) @module name: [(identifier) (qualified_identifier)] @name)) @import
  (#not-match? @import "^using\\s+namespace"))

; using namespace std;
(using_declaration
  "namespace" @wildcard
  [(identifier) (qualified_identifier)] @module) @import

; namespace fs = std::filesystem;
(namespace_alias_definition
  name: (namespace_identifier) @alias
  [(namespace_identifier) (nested_namespace_specifier)] @module .) @import
