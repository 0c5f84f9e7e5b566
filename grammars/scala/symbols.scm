; The first pattern of the file that matches a name decides its kind; later ones only add captures.

; A package without a body is a symbol beside the types, not around them: its node does not hold them.
(package_clause !body name: (package_identifier) @name) @symbol.module

(class_definition
  (annotation)* @decorator
  name: (_) @name
  (class_parameters)* @parameters
  body: (_)? @body) @symbol.class

(trait_definition
  (annotation)* @decorator
  name: (_) @name
  body: (_)? @body) @symbol.interface

(enum_definition
  (annotation)* @decorator
  name: (_) @name
  (class_parameters)* @parameters
  body: (_)? @body) @symbol.enum

(object_definition
  (annotation)* @decorator
  name: (_) @name
  body: (_)? @body) @symbol.class
(package_object name: (_) @name body: (_)? @body) @symbol.class

; No field is asked for where several children have it: a query sees only the first of them.
[
  (class_definition name: (_) @name
    (extends_clause [(type_identifier) (generic_type) (stable_type_identifier)] @base))
  (trait_definition name: (_) @name
    (extends_clause [(type_identifier) (generic_type) (stable_type_identifier)] @base))
  (enum_definition name: (_) @name
    (extends_clause [(type_identifier) (generic_type) (stable_type_identifier)] @base))
  (object_definition name: (_) @name
    (extends_clause [(type_identifier) (generic_type) (stable_type_identifier)] @base))
]

(simple_enum_case name: (_) @name) @symbol.enum_member
(full_enum_case name: (_) @name (class_parameters) @parameters) @symbol.enum_member

; What a case class is made of are its fields; of another class, what is `val` or `var`.
(class_definition
  "case"
  (class_parameters
    (class_parameter name: (_) @name type: (_) @type) @symbol.field))
(class_parameter ["val" "var"] name: (_) @name type: (_) @type) @symbol.field

; The members of an extension belong to the type it extends.
(extension_definition
  parameters: (parameters
    (parameter type: [
      (type_identifier) @name
      (generic_type type: (type_identifier) @name)
    ]))) @symbol.extension

(function_definition
  (annotation)* @decorator
  name: (_) @name
  (type_parameters)?
  (parameters)* @parameters
  return_type: (_)? @result
  body: (_) @body) @symbol.function

(function_declaration
  (annotation)* @decorator
  name: (_) @name
  (type_parameters)?
  (parameters)* @parameters
  return_type: (_)? @result) @symbol.function

; Variables of functions lie in blocks, these do not.
(template_body [
  (val_definition pattern: [(identifier) @name (identifiers (identifier) @name)] type: (_)? @type)
  (var_definition pattern: [(identifier) @name (identifiers (identifier) @name)] type: (_)? @type)
  (val_declaration name: (_) @name type: (_) @type)
  (var_declaration name: (_) @name type: (_) @type)
] @symbol.variable)

(compilation_unit [
  (val_definition pattern: [(identifier) @name (identifiers (identifier) @name)] type: (_)? @type)
  (var_definition pattern: [(identifier) @name (identifiers (identifier) @name)] type: (_)? @type)
] @symbol.variable)

(given_definition
  name: (_) @name
  return_type: (_) @type
  body: (with_template_body) @body) @symbol.class
(given_definition name: (_) @name return_type: (_) @type) @symbol.variable

(type_definition name: (type_identifier) @name) @symbol.type

; What a function of no declared result gives, where it is one expression.
(function_definition body: [(call_expression) (identifier) (field_expression) (instance_expression)] @returned)
