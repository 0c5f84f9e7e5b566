; What local names hold; see docs/adding.md.

(assignment left: (identifier) @name right: (_) @value)
(operator_assignment left: (identifier) @name right: (_) @value)
(assignment left: (left_assignment_list) @names right: (_) @value)
(rescue exceptions: (exceptions (_) @type) variable: (exception_variable (identifier) @name))
