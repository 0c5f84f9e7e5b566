; inherits: c

(declaration_list) @block

(for_range_loop) @flow.loop
(co_return_statement) @flow.return
(co_yield_statement) @flow.yield
(co_await_expression) @flow.await
(catch_clause) @flow.catch

(throw_statement) @flow.raise

; throw Error("…"), throw std::runtime_error("…"), throw Error{…}; `throw error;` tells no type.
(throw_statement
  (call_expression
    function: [
      (identifier) @raised
      (qualified_identifier name: (identifier) @raised)
      (qualified_identifier name: (qualified_identifier name: (identifier) @raised))
    ]))
(throw_statement
  (compound_literal_expression
    type: [
      (type_identifier) @raised
      (qualified_identifier name: (type_identifier) @raised)
    ]))
