[
  (block)
  (declaration_list)
  (field_declaration_list)
  (enum_variant_list)
  (match_block)
] @block

[
  (if_expression)
  (match_expression)
] @flow.branch

[
  (for_expression)
  (while_expression)
  (loop_expression)
] @flow.loop

; `?` returns the error it meets.
[
  (return_expression)
  (try_expression)
] @flow.return

(await_expression) @flow.await
(yield_expression) @flow.yield

; Err(…) is how an error is made, and panic!(…) how one is thrown: Err(Empty), Err(a::Empty), Err(Empty { at }), Err(Bad(x))
((call_expression
  function: (identifier) @_err) @flow.raise
  (#eq? @_err "Err"))

((call_expression
  function: (identifier) @_err
  arguments: (arguments . [
    (identifier) @raised
    (scoped_identifier name: (identifier) @raised)
    (struct_expression name: [
      (type_identifier) @raised
      (scoped_type_identifier name: (type_identifier) @raised)
    ])
    (call_expression function: [
      (identifier) @raised
      (scoped_identifier name: (identifier) @raised)
    ])
  ] .))
  (#eq? @_err "Err")
  (#match? @raised "^[A-Z]"))

((macro_invocation
  macro: (identifier) @_macro) @flow.raise
  (#any-of? @_macro "panic" "unreachable" "todo" "unimplemented" "bail"))

((match_arm
  pattern: (match_pattern (tuple_struct_pattern type: (identifier) @_err))) @flow.catch
  (#eq? @_err "Err"))
