(table) @block
(table_array_element) @block
(inline_table) @block
(array) @block
