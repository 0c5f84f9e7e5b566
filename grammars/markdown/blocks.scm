(section) @block
(list) @block
(list_item) @block
(block_quote) @block
(fenced_code_block) @block
