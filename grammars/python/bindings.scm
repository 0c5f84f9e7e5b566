; What local names hold; see docs/adding.md.

(assignment left: (identifier) @name type: (type)? @type right: (_)? @value)
(assignment left: [(pattern_list) (tuple_pattern) (list_pattern)] @names right: (_) @value)
(named_expression name: (identifier) @name value: (_) @value)

(for_statement left: (identifier) @name right: (_) @element)
(for_statement left: [(pattern_list) (tuple_pattern)] @names right: (_) @element)
; What a comprehension goes through it names before that.
([
  (list_comprehension (for_in_clause left: (identifier) @name right: (_) @element))
  (set_comprehension (for_in_clause left: (identifier) @name right: (_) @element))
  (dictionary_comprehension (for_in_clause left: (identifier) @name right: (_) @element))
  (generator_expression (for_in_clause left: (identifier) @name right: (_) @element))
] @throughout)
([
  (list_comprehension (for_in_clause left: [(pattern_list) (tuple_pattern)] @names right: (_) @element))
  (set_comprehension (for_in_clause left: [(pattern_list) (tuple_pattern)] @names right: (_) @element))
  (dictionary_comprehension (for_in_clause left: [(pattern_list) (tuple_pattern)] @names right: (_) @element))
  (generator_expression (for_in_clause left: [(pattern_list) (tuple_pattern)] @names right: (_) @element))
] @throughout)

(with_item (as_pattern (_) @entered (as_pattern_target (identifier) @name)))
(except_clause (as_pattern (_) @type (as_pattern_target (identifier) @name)))

; A test of a name's type says what it is in the branch that follows.
((if_statement
  condition: (call
    function: (identifier) @_test
    arguments: (argument_list . (identifier) @name . [(identifier) (attribute)] @type .))
  consequence: (block) @scope)
  (#eq? @_test "isinstance"))
((assert_statement
  (call function: (identifier) @_test arguments: (argument_list . (identifier) @name . [(identifier) (attribute)] @type .)))
  (#eq? @_test "isinstance"))
(case_pattern (as_pattern (case_pattern (class_pattern (dotted_name) @type)) (identifier) @name))
