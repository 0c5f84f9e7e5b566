; What a link can lead to, headings, and elements that scripts define.
((element (start_tag
  (attribute (attribute_name) @_id (quoted_attribute_value (attribute_value) @name))) . (_)? @body) @symbol.element
  (#eq? @_id "id"))
((element (start_tag (tag_name) @_heading) . (text) @name) @symbol.heading
  (#match? @_heading "^[hH][1-6]$"))
((element (start_tag (tag_name) @name) . (_)? @body) @symbol.element
  (#match? @name "^[a-z][a-z0-9]*-[a-z0-9-]+$"))
