(object) @block
(array) @block
