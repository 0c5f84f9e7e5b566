(element) @block
(script_element) @block
(style_element) @block
