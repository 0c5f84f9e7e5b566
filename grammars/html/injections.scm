; An element's own word for the language of its text counts before the usual one.
((script_element (raw_text) @content) (#set! injection.language "javascript"))
((script_element
  (start_tag (attribute
    (attribute_name) @_name
    [(attribute_value) @language (quoted_attribute_value (attribute_value) @language)]))
  (raw_text) @content)
  (#any-of? @_name "lang" "type"))

((style_element (raw_text) @content) (#set! injection.language "css"))
((style_element
  (start_tag (attribute
    (attribute_name) @_name
    [(attribute_value) @language (quoted_attribute_value (attribute_value) @language)]))
  (raw_text) @content)
  (#any-of? @_name "lang" "type"))

((attribute (attribute_name) @_name (quoted_attribute_value (attribute_value) @content))
  (#set! injection.language "javascript")
  (#set! injection.role "expression")
  (#match? @_name "^on[a-z]+$"))
