; What local names hold; see docs/adding.md.

(declaration type: (_) @type declarator: (identifier) @name)
(declaration type: (_) @type declarator: (pointer_declarator declarator: (identifier) @name))
(declaration type: (_) @type declarator: (array_declarator declarator: (identifier) @name))
(declaration type: (_) @type declarator: (init_declarator declarator: (identifier) @name value: (_) @value))
(declaration
  type: (_) @type
  declarator: (init_declarator declarator: (pointer_declarator declarator: (identifier) @name) value: (_) @value))
