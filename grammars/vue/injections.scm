; inherits: html

((attribute (attribute_name) @_name (quoted_attribute_value (attribute_value) @content))
  (#set! injection.language "typescript")
  (#set! injection.role "expression")
  (#match? @_name "^([:@#]|v-)"))
