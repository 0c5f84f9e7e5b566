; The first pattern of the file that matches a name decides its kind: members, qualified names, references and
; templates come first, then all of C. A function inside a class is a method, and one named like its class a
; constructor: extract tells them apart.

; Members and operators, defined or declared. A constructor's initialisers are part of its body.

(function_definition
  type: (_)? @result
  declarator: [
    (function_declarator
      declarator: [(field_identifier) (operator_name) (destructor_name)] @name
      parameters: (_) @parameters)
    (_ (function_declarator
      declarator: [(field_identifier) (identifier) (operator_name)] @name
      parameters: (_) @parameters))
    (_ (_ (function_declarator declarator: (field_identifier) @name parameters: (_) @parameters)))
  ]
  body: (_)? @body) @symbol.function

(field_declaration
  type: (_) @result
  declarator: [
    (function_declarator
      declarator: [(field_identifier) (operator_name)] @name
      parameters: (_) @parameters)
    (_ (function_declarator
      declarator: [(field_identifier) (operator_name)] @name
      parameters: (_) @parameters))
    (_ (_ (function_declarator declarator: (field_identifier) @name parameters: (_) @parameters)))
  ]) @symbol.function

(declaration
  type: (_)? @result
  declarator: [
    (function_declarator declarator: [(operator_name) (destructor_name)] @name parameters: (_) @parameters)
    (_ (function_declarator declarator: (operator_name) @name parameters: (_) @parameters))
  ]) @symbol.function

; `int f() = delete;` and `= default` have no body.
(function_definition
  type: (_) @result
  declarator: (function_declarator declarator: (identifier) @name parameters: (_) @parameters)
  [(default_method_clause) (delete_method_clause)]) @symbol.function

; Constructors have no type.

(function_definition
  !type
  declarator: (function_declarator
    declarator: [(identifier) (destructor_name)] @name
    parameters: (_) @parameters)
  (field_initializer_list)? @body
  body: (_)? @body) @symbol.function

; Without the class's name to compare with, a macro's call (`Q_OBJECT(x);`) would look like a constructor.
((class_specifier
  name: (type_identifier) @_class
  body: (field_declaration_list
    [
      (declaration
        !type
        declarator: (function_declarator declarator: (identifier) @name parameters: (_) @parameters)) @symbol.constructor
      (template_declaration
        (declaration
          !type
          declarator: (function_declarator declarator: (identifier) @name parameters: (_) @parameters))) @symbol.constructor
    ]))
  (#eq? @_class @name))

((struct_specifier
  name: (type_identifier) @_class
  body: (field_declaration_list
    [
      (declaration
        !type
        declarator: (function_declarator declarator: (identifier) @name parameters: (_) @parameters)) @symbol.constructor
      (template_declaration
        (declaration
          !type
          declarator: (function_declarator declarator: (identifier) @name parameters: (_) @parameters))) @symbol.constructor
    ]))
  (#eq? @_class @name))

; Conversions have no name of their own but the keyword.
([
  (function_definition declarator: (operator_cast "operator" @name type: (_) @result) body: (_)? @body)
  (declaration declarator: (operator_cast "operator" @name type: (_) @result))
  (field_declaration declarator: (operator_cast "operator" @name type: (_) @result))
  (function_definition
    declarator: (qualified_identifier
      scope: (_) @container
      name: (operator_cast "operator" @name type: (_) @result))
    body: (_)? @body)
] @symbol.method)

; Definitions outside of their class: `A::b`, `ns::A::b`, `x::ns::A::b`.

(function_definition
  type: (_)? @result
  declarator: [
    (function_declarator
      declarator: (qualified_identifier
        scope: (_) @container
        name: [(identifier) (destructor_name) (operator_name)] @name)
      parameters: (_) @parameters)
    (_ (function_declarator
      declarator: (qualified_identifier
        scope: (_) @container
        name: [(identifier) (operator_name)] @name)
      parameters: (_) @parameters))
  ]
  (field_initializer_list)? @body
  body: (_)? @body) @symbol.function

(function_definition
  type: (_)? @result
  declarator: [
    (function_declarator
      declarator: (qualified_identifier
        scope: (_) @container
        name: (qualified_identifier
          scope: (_) @container
          name: [(identifier) (destructor_name) (operator_name)] @name))
      parameters: (_) @parameters)
    (_ (function_declarator
      declarator: (qualified_identifier
        scope: (_) @container
        name: (qualified_identifier
          scope: (_) @container
          name: [(identifier) (operator_name)] @name))
      parameters: (_) @parameters))
  ]
  (field_initializer_list)? @body
  body: (_)? @body) @symbol.function

(function_definition
  type: (_)? @result
  declarator: (function_declarator
    declarator: (qualified_identifier
      scope: (_) @container
      name: (qualified_identifier
        scope: (_) @container
        name: (qualified_identifier
          scope: (_) @container
          name: [(identifier) (destructor_name) (operator_name)] @name)))
    parameters: (_) @parameters)
  (field_initializer_list)? @body
  body: (_)? @body) @symbol.function

; `int A::count = 0;`
(declaration
  type: (_) @type
  declarator: (init_declarator
    declarator: (qualified_identifier scope: (_) @container name: (identifier) @name))) @symbol.field

; A result behind an arrow is the one that counts.
(function_declarator
  declarator: [
    (identifier) @name
    (field_identifier) @name
    (operator_name) @name
    (qualified_identifier name: (identifier) @name)
    (qualified_identifier name: (qualified_identifier name: (identifier) @name))
  ]
  (trailing_return_type (_) @result))

; Types.

(class_specifier
  name: [
    (type_identifier) @name
    (template_type name: (type_identifier) @name)
    (qualified_identifier scope: (_) @container name: (type_identifier) @name)
  ]
  body: (_) @body) @symbol.class

([
  (struct_specifier
    name: [
      (template_type name: (type_identifier) @name)
      (qualified_identifier scope: (_) @container name: (type_identifier) @name)
      (qualified_identifier scope: (_) @container name: (template_type name: (type_identifier) @name))
    ]
    body: (_) @body)
  (union_specifier
    name: (template_type name: (type_identifier) @name)
    body: (_) @body)
] @symbol.struct)

(class_specifier
  name: [
    (type_identifier) @name
    (template_type name: (type_identifier) @name)
    (qualified_identifier name: (type_identifier) @name)
  ]
  (base_class_clause [(type_identifier) (qualified_identifier) (template_type)] @base)
  body: (_))
(struct_specifier
  name: [
    (type_identifier) @name
    (template_type name: (type_identifier) @name)
  ]
  (base_class_clause [(type_identifier) (qualified_identifier) (template_type)] @base)
  body: (_))

(alias_declaration name: (type_identifier) @name) @symbol.type
(concept_definition name: (identifier) @name) @symbol.type

(namespace_definition
  name: [(namespace_identifier) (nested_namespace_specifier)] @name
  body: (_) @body) @symbol.namespace

; Sections give what follows them its visibility.
(field_declaration_list (access_specifier) @symbol.access)

; References and initialised members.

(field_declaration
  type: (_) @type
  declarator: (reference_declarator (field_identifier) @name)) @symbol.field

(declaration
  type: (_) @type
  declarator: [
    (reference_declarator (identifier) @name)
    (init_declarator declarator: (reference_declarator (identifier) @name))
  ]) @symbol.variable

; A template's head belongs to what it introduces.

(template_declaration
  parameters: (_) @type_parameters
  [
    (class_specifier name: [(type_identifier) @name (template_type name: (type_identifier) @name)] body: (_))
    (struct_specifier name: [(type_identifier) @name (template_type name: (type_identifier) @name)] body: (_))
    (union_specifier name: (type_identifier) @name body: (_))
    (alias_declaration name: (type_identifier) @name)
    (concept_definition name: (identifier) @name)
  ]) @extent

(template_declaration
  parameters: (_) @type_parameters
  [
    (function_definition
      declarator: [
        (function_declarator declarator: [(identifier) (field_identifier) (operator_name)] @name)
        (_ (function_declarator declarator: [(identifier) (field_identifier) (operator_name)] @name))
        (function_declarator
          declarator: (qualified_identifier name: [(identifier) (destructor_name) (operator_name)] @name))
        (_ (function_declarator
          declarator: (qualified_identifier name: [(identifier) (destructor_name) (operator_name)] @name)))
        (function_declarator
          declarator: (qualified_identifier
            name: (qualified_identifier name: [(identifier) (destructor_name) (operator_name)] @name)))
      ])
    (declaration
      declarator: [
        (function_declarator declarator: [(identifier) (operator_name)] @name)
        (_ (function_declarator declarator: [(identifier) (operator_name)] @name))
        (init_declarator declarator: (identifier) @name)
        (identifier) @name
      ])
  ]) @extent

; inherits: c
