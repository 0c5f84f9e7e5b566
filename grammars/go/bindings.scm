; What local names hold; see docs/adding.md.

(short_var_declaration left: (expression_list) @names right: (expression_list) @value)
(var_spec name: (identifier) @name type: (_) @type)
(var_spec name: (identifier) @name !type value: (expression_list) @value)
(range_clause left: (expression_list) @names right: (_) @element)

(method_declaration
  receiver: (parameter_list (parameter_declaration name: (identifier) @name type: (_) @type))) @scope
(func_literal parameters: (parameter_list (parameter_declaration name: (identifier) @name type: (_) @type))) @scope

(type_switch_statement
  alias: (expression_list (identifier) @name)
  (type_case . type: (_) @type . ":") @scope)
