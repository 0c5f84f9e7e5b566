; The keys of the three outermost levels.

(document (object (pair key: (string (string_content) @name) value: [(object) (array)]? @body) @symbol.key))
(document (object (pair value: (object
  (pair key: (string (string_content) @name) value: [(object) (array)]? @body) @symbol.key))))
(document (object (pair value: (object (pair value: (object
  (pair key: (string (string_content) @name) value: [(object) (array)]? @body) @symbol.key))))))
