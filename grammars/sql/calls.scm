(invocation (object_reference schema: (_)? @receiver name: (_) @name)) @call
