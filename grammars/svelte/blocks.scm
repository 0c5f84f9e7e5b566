; inherits: html

(if_statement) @block
(each_statement) @block
(if_statement) @flow.branch
(else_if_block) @flow.branch
(each_statement) @flow.loop
(await_statement) @flow.await
