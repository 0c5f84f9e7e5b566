[
  (block)
  (field_declaration_list)
  (interface_type)
  (expression_switch_statement)
  (type_switch_statement)
  (select_statement)
] @block

[
  (if_statement)
  (expression_switch_statement)
  (type_switch_statement)
  (select_statement)
] @flow.branch

(for_statement) @flow.loop
(return_statement) @flow.return

; Go's raise is a call of `panic`, its catch a call of `recover`.
((call_expression
  function: (identifier) @_panic) @flow.raise
  (#eq? @_panic "panic"))

; panic(ErrClosed), panic(pkg.ErrClosed), panic(&ParseError{…}), panic(ParseError{…})
((call_expression
  function: (identifier) @_panic
  arguments: (argument_list . [
    (identifier) @raised
    (selector_expression field: (field_identifier) @raised)
    (composite_literal type: (type_identifier) @raised)
    (unary_expression operand: (composite_literal type: (type_identifier) @raised))
  ] .))
  (#eq? @_panic "panic")
  (#match? @raised "^([Ee]rr.+|[A-Z].*)$"))

((call_expression
  function: (identifier) @_recover) @flow.catch
  (#eq? @_recover "recover"))
