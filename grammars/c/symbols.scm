; The first pattern of the file that matches a name decides its kind and its extent; later ones only add captures.
; A declarator wraps the name in the rest of its type (`*`, `[]`, `(…)`): the patterns reach through the usual depths,
; and extract joins the parts (`[results]` in language.toml). Each further alternative costs time when C++ compiles it.

; Functions: definitions (behind an unbalanced #if a statement can look like one) …

((function_definition
  type: (_) @result
  declarator: [
    (function_declarator
      declarator: [(identifier) @name (parenthesized_declarator (identifier) @name)]
      parameters: (_) @parameters)
    (_ (function_declarator declarator: (identifier) @name parameters: (_) @parameters))
    (_ (_ (function_declarator declarator: (identifier) @name parameters: (_) @parameters)))
  ]
  body: (_) @body) @symbol.function
  (#not-eq? @name "if") (#not-eq? @name "for") (#not-eq? @name "while") (#not-eq? @name "switch") (#not-eq? @name "return"))

; … and prototypes.

((declaration
  type: (_) @result
  declarator: [
    (function_declarator
      declarator: [(identifier) @name (parenthesized_declarator (identifier) @name)]
      parameters: (_) @parameters)
    (_ (function_declarator declarator: (identifier) @name parameters: (_) @parameters))
    (_ (_ (function_declarator declarator: (identifier) @name parameters: (_) @parameters)))
  ]) @symbol.function
  (#not-eq? @name "if") (#not-eq? @name "for") (#not-eq? @name "while") (#not-eq? @name "switch") (#not-eq? @name "return"))

; Functions that return a pointer to a function.

(function_definition
  declarator: (function_declarator
    declarator: (parenthesized_declarator
      (pointer_declarator
        declarator: (function_declarator declarator: (identifier) @name parameters: (_) @parameters))))
  body: (_) @body) @symbol.function

(declaration
  declarator: (function_declarator
    declarator: (parenthesized_declarator
      (pointer_declarator
        declarator: (function_declarator declarator: (identifier) @name parameters: (_) @parameters))))) @symbol.function

; Structs, unions and enums are defined where they have a body.

(struct_specifier name: (type_identifier) @name body: (_) @body) @symbol.struct
(union_specifier name: (type_identifier) @name body: (_) @body) @symbol.struct
(enum_specifier name: (type_identifier) @name body: (_) @body) @symbol.enum
(enumerator name: (identifier) @name value: (_)? @value) @symbol.enum_member

; `typedef struct { … } name;` names the struct itself.

(type_definition
  type: [(struct_specifier !name body: (_) @body) (union_specifier !name body: (_) @body)]
  declarator: (type_identifier) @name) @symbol.struct
(type_definition
  type: (enum_specifier !name body: (_) @body)
  declarator: (type_identifier) @name) @symbol.enum

(type_definition
  declarator: [
    (type_identifier) @name
    (_ declarator: (type_identifier) @name)
    (_ declarator: (_ declarator: (type_identifier) @name))
    (function_declarator declarator: (parenthesized_declarator (_ declarator: (type_identifier) @name)))
    (pointer_declarator
      declarator: (function_declarator declarator: (parenthesized_declarator (_ declarator: (type_identifier) @name))))
    (function_declarator declarator: (parenthesized_declarator (type_identifier) @name))
  ]) @symbol.type

; A typedef stands for what it names: its members are those.

(type_definition
  type: [
    (type_identifier) @base
    (struct_specifier name: (type_identifier) @base body: (_)? @body)
    (union_specifier name: (type_identifier) @base body: (_)? @body)
    (enum_specifier name: (type_identifier) @base body: (_)? @body)
  ]
  declarator: (type_identifier) @name)

; Fields, function pointers among them.

(field_declaration
  type: (_) @type
  declarator: [
    (field_identifier) @name
    (_ declarator: (field_identifier) @name)
    (_ declarator: (_ declarator: (field_identifier) @name))
    (function_declarator declarator: (parenthesized_declarator (_ declarator: (field_identifier) @name)))
    (_ declarator: (function_declarator
      declarator: (parenthesized_declarator (_ declarator: (field_identifier) @name))))
  ]) @symbol.field

; Variables of the file; `const` makes a constant, but not behind a pointer.

(declaration
  (type_qualifier ["const" "constexpr"])
  type: (_) @type
  declarator: [
    (identifier) @name
    (array_declarator declarator: (identifier) @name)
    (init_declarator declarator: (identifier) @name value: (_) @value)
    (init_declarator declarator: (array_declarator declarator: (identifier) @name) value: (_) @value)
  ]) @symbol.constant

(declaration
  type: (_) @type
  declarator: [
    (identifier) @name
    (_ declarator: (identifier) @name)
    (_ declarator: (_ declarator: (identifier) @name))
    (_ declarator: (_ declarator: (_ declarator: (identifier) @name)))
    (function_declarator declarator: (parenthesized_declarator (_ declarator: (identifier) @name)))
    (init_declarator
      declarator: (function_declarator declarator: (parenthesized_declarator (_ declarator: (identifier) @name))))
    (function_declarator
      declarator: (parenthesized_declarator (_ declarator: (array_declarator declarator: (identifier) @name))))
    (init_declarator
      declarator: (function_declarator
        declarator: (parenthesized_declarator (_ declarator: (array_declarator declarator: (identifier) @name)))))
  ]) @symbol.variable

; Macros; an empty one named like an include guard is none.

(preproc_def name: (identifier) @name value: (_) @value) @symbol.macro
((preproc_def name: (identifier) @name !value) @symbol.macro
  (#not-match? @name "_(H|HH|HPP|HXX|H_INCLUDED|INCLUDED)_*$"))
(preproc_function_def
  name: (identifier) @name
  parameters: (preproc_params) @parameters
  value: (_)? @body) @symbol.macro
