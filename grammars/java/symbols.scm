; The package is a symbol beside the types, not around them: its node does not hold them.
(package_declaration
  [(identifier) (scoped_identifier)] @name) @symbol.module

(class_declaration
  (modifiers [(annotation) (marker_annotation)]* @decorator)?
  name: (identifier) @name
  superclass: (superclass (_) @base)?
  interfaces: (super_interfaces (type_list . (_) @base ("," (_) @base)*))?
  body: (_) @body) @symbol.class

(record_declaration
  (modifiers [(annotation) (marker_annotation)]* @decorator)?
  name: (identifier) @name
  parameters: (formal_parameters) @parameters
  interfaces: (super_interfaces (type_list . (_) @base ("," (_) @base)*))?
  body: (_) @body) @symbol.class

; A record's components are private final fields with an accessor each.
(record_declaration
  parameters: (formal_parameters
    (formal_parameter
      type: (_) @type
      name: (identifier) @name) @symbol.field))

(interface_declaration
  (modifiers [(annotation) (marker_annotation)]* @decorator)?
  name: (identifier) @name
  (extends_interfaces (type_list . (_) @base ("," (_) @base)*))?
  body: (_) @body) @symbol.interface

(annotation_type_declaration
  (modifiers [(annotation) (marker_annotation)]* @decorator)?
  name: (identifier) @name
  body: (_) @body) @symbol.interface

(annotation_type_element_declaration
  (modifiers [(annotation) (marker_annotation)]* @decorator)?
  type: (_) @result
  name: (identifier) @name) @symbol.method

(enum_declaration
  (modifiers [(annotation) (marker_annotation)]* @decorator)?
  name: (identifier) @name
  interfaces: (super_interfaces (type_list . (_) @base ("," (_) @base)*))?
  body: (_) @body) @symbol.enum

(enum_constant
  (modifiers [(annotation) (marker_annotation)]* @decorator)?
  name: (identifier) @name
  body: (_)? @body) @symbol.enum_member

(constructor_declaration
  (modifiers [(annotation) (marker_annotation)]* @decorator)?
  name: (identifier) @name
  parameters: (formal_parameters) @parameters
  body: (_) @body) @symbol.constructor

(compact_constructor_declaration
  (modifiers [(annotation) (marker_annotation)]* @decorator)?
  name: (identifier) @name
  body: (_) @body) @symbol.constructor

(method_declaration
  (modifiers [(annotation) (marker_annotation)]* @decorator)?
  type: (_) @result
  name: (identifier) @name
  parameters: (formal_parameters) @parameters
  body: (_)? @body) @symbol.method

; One match for each name of `int a, b;`. A field that is both `static` and `final` is a constant.
((field_declaration
  (modifiers)? @_modifiers
  type: (_) @type
  declarator: (variable_declarator name: (identifier) @name)) @symbol.field
  (#not-match? @_modifiers "\\bstatic\\b[\\s\\S]*\\bfinal\\b|\\bfinal\\b[\\s\\S]*\\bstatic\\b"))

((field_declaration
  (modifiers) @_modifiers
  type: (_) @type
  declarator: (variable_declarator name: (identifier) @name)) @symbol.constant
  (#match? @_modifiers "\\bstatic\\b[\\s\\S]*\\bfinal\\b|\\bfinal\\b[\\s\\S]*\\bstatic\\b"))

; A field of an interface is static and final without saying so.
(constant_declaration
  type: (_) @type
  declarator: (variable_declarator name: (identifier) @name)) @symbol.constant
