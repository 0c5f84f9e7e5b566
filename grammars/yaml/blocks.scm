(block_mapping) @block
(block_sequence) @block
(flow_mapping) @block
(flow_sequence) @block
