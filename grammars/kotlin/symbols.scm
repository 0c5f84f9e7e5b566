; The first pattern of the file that matches a name decides its kind; later ones only add captures.
; The grammar names few fields, so that a type before a name is told from one behind the parameters by its place.

; The package is a symbol beside the types, not around them: its node does not hold them.
(package_header (qualified_identifier) @name) @symbol.module

(class_declaration
  (modifiers (annotation)* @decorator (class_modifier "enum"))
  name: (identifier) @name
  (primary_constructor (class_parameters) @parameters)?
  (enum_class_body)? @body) @symbol.enum

; Or its word is hidden from the grammar (see `unparsed`).
(class_declaration
  (modifiers (annotation)* @decorator)?
  "class"
  name: (identifier) @name
  (primary_constructor (class_parameters) @parameters)?
  (enum_class_body (enum_entry)) @body) @symbol.enum

(class_declaration
  (modifiers (annotation)* @decorator)?
  "interface"
  name: (identifier) @name
  [(class_body) (enum_class_body)]? @body) @symbol.interface

(class_declaration
  (modifiers (annotation)* @decorator)?
  "class"
  name: (identifier) @name
  (primary_constructor (class_parameters) @parameters)?
  [(class_body) (enum_class_body)]? @body) @symbol.class

(object_declaration
  (modifiers (annotation)* @decorator)?
  name: (identifier) @name
  (class_body)? @body) @symbol.class

; The members of a companion object are called on the class: it is no symbol of its own.

(_
  name: (identifier) @name
  (delegation_specifiers
    (delegation_specifier [
      (user_type) @base
      (constructor_invocation (user_type) @base)
      (explicit_delegation . (user_type) @base)
    ])))

; A parameter of the constructor that is `val` or `var` is a property too.
(class_parameter
  (modifiers (annotation)* @decorator)?
  ["val" "var"]
  .
  (identifier) @name
  .
  (_) @type) @symbol.field

(enum_entry
  (modifiers (annotation)* @decorator)?
  .
  (identifier) @name
  (class_body)? @body) @symbol.enum_member

(secondary_constructor
  "constructor" @name
  (function_value_parameters) @parameters
  (block)? @body) @symbol.constructor

; A function for a type (not one inside another type) belongs to that type: T, T?, a.T, T<K>.
(source_file
  (function_declaration
    [
      (user_type (identifier) @container . (type_arguments)? .)
      (nullable_type (user_type (identifier) @container . (type_arguments)? .))
    ]
    .
    name: (identifier) @name) @symbol.method)

(function_declaration
  (modifiers (annotation)* @decorator)?
  (type_parameters)? @type_parameters
  name: (identifier) @name
  (function_value_parameters) @parameters
  (function_body)? @body) @symbol.function

(function_declaration
  name: (identifier) @name
  (function_value_parameters)
  .
  [(user_type) (nullable_type) (function_type) (parenthesized_type) (non_nullable_type)] @result)

; Variables of functions and initializers lie in blocks, these do not.
(source_file
  (property_declaration
    [
      (user_type (identifier) @container . (type_arguments)? .)
      (nullable_type (user_type (identifier) @container . (type_arguments)? .))
    ]
    .
    (variable_declaration (identifier) @name)
    (getter (function_body) @body)?) @symbol.property)

([
  (source_file (property_declaration
    (modifiers (property_modifier)) (variable_declaration (identifier) @name (_)? @type) (_)? @value) @symbol.constant)
  (class_body (property_declaration
    (modifiers (property_modifier)) (variable_declaration (identifier) @name (_)? @type) (_)? @value) @symbol.constant)
])

([
  (class_body (property_declaration
    (modifiers (annotation)* @decorator)?
    (variable_declaration (identifier) @name (_)? @type)
    (getter (function_body)) @body) @symbol.property)
  (source_file (property_declaration
    (modifiers (annotation)* @decorator)?
    (variable_declaration (identifier) @name (_)? @type)
    (getter (function_body)) @body) @symbol.property)
])

([
  (source_file (property_declaration
    (modifiers (annotation)* @decorator)?
    (variable_declaration (identifier) @name (_)? @type)) @symbol.variable)
  (class_body (property_declaration
    (modifiers (annotation)* @decorator)?
    (variable_declaration (identifier) @name (_)? @type)) @symbol.variable)
  (enum_class_body (property_declaration
    (modifiers (annotation)* @decorator)?
    (variable_declaration (identifier) @name (_)? @type)) @symbol.variable)
  (source_file (property_declaration
    (multi_variable_declaration (variable_declaration (identifier) @name (_)? @type))) @symbol.variable)
])

(type_alias type: (identifier) @name) @symbol.type

; What a function of no declared result gives, where it is one expression.
(function_declaration (function_body . [(call_expression) (identifier) (navigation_expression)] @returned .))
