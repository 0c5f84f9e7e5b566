; The first pattern of the file that matches a name decides its kind; later ones only add captures.
; A variable's name holds its `$`, a property's does not: `$this->items` means `items`.

(namespace_definition name: (namespace_name) @name body: (_)? @body) @symbol.module

(class_declaration name: (name) @name body: (_) @body) @symbol.class
(class_declaration name: (name) @name (base_clause (_) @base))
(class_declaration name: (name) @name (class_interface_clause (_) @base))
(class_declaration name: (name) @name body: (declaration_list (use_declaration [(name) (qualified_name)] @base)))
(class_declaration attributes: (attribute_list (attribute_group) @decorator) name: (name) @name)

(interface_declaration name: (name) @name body: (_) @body) @symbol.interface
(interface_declaration name: (name) @name (base_clause (_) @base))
(interface_declaration attributes: (attribute_list (attribute_group) @decorator) name: (name) @name)

(trait_declaration name: (name) @name body: (_) @body) @symbol.class
(trait_declaration name: (name) @name body: (declaration_list (use_declaration [(name) (qualified_name)] @base)))
(trait_declaration attributes: (attribute_list (attribute_group) @decorator) name: (name) @name)

(enum_declaration name: (name) @name body: (_) @body) @symbol.enum
(enum_declaration name: (name) @name (class_interface_clause (_) @base))
(enum_declaration name: (name) @name body: (enum_declaration_list (use_declaration [(name) (qualified_name)] @base)))
(enum_declaration attributes: (attribute_list (attribute_group) @decorator) name: (name) @name)
(enum_case name: (name) @name value: (_)? @value) @symbol.enum_member

((method_declaration name: (name) @name) @symbol.constructor
  (#match? @name "^__[cC][oO][nN][sS][tT][rR][uU][cC][tT]$"))
(method_declaration
  name: (name) @name
  parameters: (_) @parameters
  return_type: (_)? @result
  body: (_)? @body) @symbol.method
(method_declaration attributes: (attribute_list (attribute_group) @decorator) name: (name) @name)

(function_definition
  name: (name) @name
  parameters: (_) @parameters
  return_type: (_)? @result
  body: (_) @body) @symbol.function
(function_definition attributes: (attribute_list (attribute_group) @decorator) name: (name) @name)

(property_declaration
  type: (_)? @type
  (property_element name: (variable_name (name) @name) default_value: (_)? @value)
  (property_hook_list)? @body) @symbol.field
(property_declaration
  attributes: (attribute_list (attribute_group) @decorator)
  (property_element name: (variable_name (name) @name)))
; A constructor's promoted parameter is a property too.
(property_promotion_parameter
  visibility: (_) @self
  type: (_)? @type
  name: (variable_name (name) @name)
  default_value: (_)? @value) @symbol.field

(const_declaration type: (_)? @type (const_element . (name) @name (_) @value)) @symbol.constant
((function_call_expression
  function: (name) @_define
  arguments: (arguments . (argument (string (string_content) @name)) . (argument (_) @value))) @symbol.constant
  (#eq? @_define "define"))

(program (expression_statement (assignment_expression
  left: (variable_name) @name
  right: [
    (anonymous_function parameters: (_) @parameters return_type: (_)? @result body: (_) @body)
    (arrow_function parameters: (_) @parameters return_type: (_)? @result body: (_) @body)
  ]) @symbol.function))
(program (expression_statement (assignment_expression left: (variable_name) @name right: (_) @value) @symbol.variable))

; What a function of no declared result gives; a return in a closure inside it says nothing of it.
(method_declaration
  body: (compound_statement
    (return_statement
      [
        (variable_name) (object_creation_expression) (member_call_expression) (scoped_call_expression)
        (function_call_expression) (member_access_expression)
      ] @returned)))
(function_definition
  body: (compound_statement
    (return_statement
      [
        (variable_name) (object_creation_expression) (member_call_expression) (scoped_call_expression)
        (function_call_expression) (member_access_expression)
      ] @returned)))
