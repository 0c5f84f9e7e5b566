(rule_set (selectors (_) @name) (block) @body) @symbol.selector
(keyframes_statement (keyframes_name) @name (keyframe_block_list) @body) @symbol.selector
((at_rule (at_keyword) @_property (keyword_query) @name (block) @body) @symbol.variable (#eq? @_property "@property"))
((declaration (property_name) @name) @symbol.variable (#match? @name "^--"))
