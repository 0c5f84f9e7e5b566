; The keys of the three outermost levels of each document.

(document (block_node (block_mapping
  (block_mapping_pair key: (flow_node) @name value: (block_node)? @body) @symbol.key)))
(document (block_node (block_mapping (block_mapping_pair value: (block_node (block_mapping
  (block_mapping_pair key: (flow_node) @name value: (block_node)? @body) @symbol.key))))))
(document (block_node (block_mapping (block_mapping_pair value: (block_node (block_mapping
  (block_mapping_pair value: (block_node (block_mapping
    (block_mapping_pair key: (flow_node) @name value: (block_node)? @body) @symbol.key)))))))))
