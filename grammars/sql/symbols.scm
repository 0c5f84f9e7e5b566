(create_table
  (object_reference schema: (_)? @container name: (_) @name)
  (column_definitions) @body) @symbol.struct
(create_table (object_reference schema: (_)? @container name: (_) @name) (create_query) @body) @symbol.struct
(column_definition name: (_) @name type: (_)? @type) @symbol.field
(alter_table (object_reference name: (_) @container) (add_column (column_definition name: (_) @name)))
(create_view (object_reference schema: (_)? @container name: (_) @name) (create_query) @body) @symbol.struct
(create_materialized_view (object_reference schema: (_)? @container name: (_) @name) (create_query) @body) @symbol.struct
(create_type . (_) . (_) . (object_reference schema: (_)? @container name: (_) @name)) @symbol.type

(create_function
  (object_reference schema: (_)? @container name: (_) @name)
  (function_arguments) @parameters
  (function_body) @body) @symbol.function
(create_procedure
  (object_reference schema: (_)? @container name: (_) @name)
  (function_arguments) @parameters
  (procedure_body) @body) @symbol.function
(create_trigger (keyword_trigger) . (object_reference schema: (_)? @container name: (_) @name)) @symbol.function

(create_index column: (identifier) @name) @symbol.constant
(create_sequence (object_reference schema: (_)? @container name: (_) @name)) @symbol.variable
(create_schema (identifier) @name) @symbol.module
