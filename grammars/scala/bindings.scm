; What local names hold; see docs/adding.md.

(val_definition pattern: (identifier) @name type: (_)? @type value: (_) @value)
(var_definition pattern: (identifier) @name type: (_)? @type value: (_) @value)
(val_definition pattern: (tuple_pattern) @names value: (_) @value)
(enumerator . (identifier) @name . (_) @element)
(typed_pattern pattern: (identifier) @name type: (_) @type)

(lambda_expression parameters: (bindings (binding name: (identifier) @name type: (_) @type))) @scope
