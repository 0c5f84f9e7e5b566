; The first pattern of the file that matches a name decides its kind and its extent; later ones only add captures.
; In `const ( … )`, `var ( … )` and `type ( … )` a definition is one line of the group; else it is the declaration.

(package_clause (package_identifier) @name) @symbol.module

(function_declaration
  name: (identifier) @name
  type_parameters: (_)? @type_parameters
  parameters: (parameter_list) @parameters
  result: (_)? @result
  body: (block)? @body) @symbol.function

; A method belongs to its receiver's type: T, *T, T[K], *T[K].
(method_declaration
  receiver: (parameter_list
    (parameter_declaration
      type: [
        (type_identifier) @container
        (pointer_type (type_identifier) @container)
        (generic_type type: (type_identifier) @container)
        (pointer_type (generic_type type: (type_identifier) @container))
        (parenthesized_type (pointer_type (type_identifier) @container))
      ]))
  name: (field_identifier) @name
  parameters: (parameter_list) @parameters
  result: (_)? @result
  body: (block)? @body) @symbol.method

; A method whose receiver is broken or absent.
(method_declaration
  name: (field_identifier) @name
  parameters: (parameter_list) @parameters
  result: (_)? @result
  body: (block)? @body) @symbol.method

(type_declaration
  "("
  (type_spec
    name: (type_identifier) @name
    type_parameters: (_)? @type_parameters
    type: (struct_type (field_declaration_list) @body)) @symbol.struct)

(type_declaration
  (type_spec
    name: (type_identifier) @name
    type_parameters: (_)? @type_parameters
    type: (struct_type (field_declaration_list) @body))) @symbol.struct

(type_declaration
  "("
  (type_spec
    name: (type_identifier) @name
    type_parameters: (_)? @type_parameters
    type: (interface_type "{" @body)) @symbol.interface)

(type_declaration
  (type_spec
    name: (type_identifier) @name
    type_parameters: (_)? @type_parameters
    type: (interface_type "{" @body))) @symbol.interface

(type_declaration
  "("
  [
    (type_spec name: (type_identifier) @name)
    (type_alias name: (type_identifier) @name)
  ] @symbol.type)

(type_declaration
  [
    (type_spec name: (type_identifier) @name)
    (type_alias name: (type_identifier) @name)
  ]) @symbol.type

; An embedded type is a base, and a field named after it.
(type_spec
  name: (type_identifier) @name
  type: (struct_type (field_declaration_list (field_declaration !name type: (_) @base))))

(type_spec
  name: (type_identifier) @name
  type: (interface_type
    (type_elem . [(type_identifier) (qualified_type) (generic_type)] @base .)))

(field_declaration
  name: (field_identifier) @name
  type: (_) @type) @symbol.field

(field_declaration
  !name
  type: [
    (type_identifier) @name
    (qualified_type name: (type_identifier) @name)
    (generic_type type: (type_identifier) @name)
    (generic_type type: (qualified_type name: (type_identifier) @name))
  ] @type) @symbol.field

(method_elem
  name: (field_identifier) @name
  parameters: (parameter_list) @parameters
  result: (_)? @result) @symbol.method

; The grammar's field `name` marks only the first of `A, B = 1, 2`; the children are all of them.
(source_file
  (const_declaration
    "("
    (const_spec
      (identifier) @name
      type: (_)? @type
      value: (_)? @value) @symbol.constant))

(source_file
  (const_declaration
    (const_spec
      (identifier) @name
      type: (_)? @type
      value: (_)? @value)) @symbol.constant)

; `var _ I = T{}` only asks the compiler.

((source_file
  (var_declaration
    (var_spec_list
      (var_spec
        name: (identifier) @name
        type: (_)? @type
        value: (_)? @value) @symbol.variable)))
  (#not-eq? @name "_"))

((source_file
  (var_declaration
    (var_spec
      name: (identifier) @name
      type: (_)? @type
      value: (_)? @value)) @symbol.variable)
  (#not-eq? @name "_"))
