(call !receiver method: [(identifier) (constant)] @name arguments: (argument_list) @arguments) @call
(call !receiver method: [(identifier) (constant)] @name !arguments block: (_)) @call
((call
  receiver: (_) @receiver
  method: [(identifier) (constant)] @name
  arguments: (argument_list)? @arguments) @call
  (#not-eq? @name "new"))

; Foo.new(1): the callee is the class.
((call receiver: (constant) @name method: (identifier) @_new arguments: (argument_list)? @arguments) @call
  (#eq? @_new "new"))
((call
  receiver: (scope_resolution scope: (_) @receiver name: (constant) @name)
  method: (identifier) @_new
  arguments: (argument_list)? @arguments) @call
  (#eq? @_new "new"))

(call method: (super) @name arguments: (argument_list) @arguments) @call
