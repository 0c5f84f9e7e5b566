[
  (block)
  (constructor_body)
  (class_body)
  (interface_body)
  (annotation_type_body)
  (enum_body)
  (switch_block)
] @block

[
  (if_statement)
  (switch_expression)
  (ternary_expression)
] @flow.branch

[
  (for_statement)
  (enhanced_for_statement)
  (while_statement)
  (do_statement)
] @flow.loop

(return_statement) @flow.return
(catch_clause) @flow.catch

; throw new Foo(…), throw new a.b.Foo(…), throw new Foo<>(…)
(throw_statement
  (object_creation_expression
    type: [
      (type_identifier) @raised
      (generic_type (type_identifier) @raised)
      (scoped_type_identifier (type_identifier) @raised .)
      (generic_type (scoped_type_identifier (type_identifier) @raised .))
    ])) @flow.raise

; throw error, throw make(…), throw (Foo) error: the exception's type is not written there.
(throw_statement
  [
    (identifier)
    (method_invocation)
    (cast_expression)
    (field_access)
    (parenthesized_expression)
    (ternary_expression)
  ]) @flow.raise
