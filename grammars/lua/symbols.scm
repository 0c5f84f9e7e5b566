; The first pattern of the file that matches a name decides its kind; later ones only add captures.

(function_declaration
  name: (identifier) @name
  parameters: (_) @parameters
  body: (_)? @body
  "end" @body) @symbol.function
(function_declaration
  name: (dot_index_expression table: (_) @container field: (identifier) @name)
  parameters: (_) @parameters
  body: (_)? @body
  "end" @body) @symbol.function
(function_declaration
  name: (method_index_expression table: (_) @container method: (identifier) @name)
  parameters: (_) @parameters
  body: (_)? @body
  "end" @body) @symbol.method

(assignment_statement
  (variable_list . name: (identifier) @name)
  (expression_list . value: (function_definition
    parameters: (_) @parameters body: (_)? @body "end" @body))) @symbol.function
(assignment_statement
  (variable_list . name: (dot_index_expression table: (_) @container field: (identifier) @name))
  (expression_list . value: (function_definition
    parameters: (_) @parameters body: (_)? @body "end" @body))) @symbol.function
(field
  name: (identifier) @name
  value: (function_definition parameters: (_) @parameters body: (_)? @body "end" @body)) @symbol.function

(chunk (assignment_statement (variable_list name: (identifier) @name)) @symbol.variable)
(chunk (variable_declaration (assignment_statement (variable_list name: (identifier) @name))) @symbol.variable)
(chunk (assignment_statement
  (variable_list name: (dot_index_expression table: (identifier) @container field: (identifier) @name))) @symbol.field)
; A lone declaration is shown with its `local`.
(variable_declaration (assignment_statement (variable_list . name: (identifier) @name .))) @extent
