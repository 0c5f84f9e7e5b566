(block) @block
(keyframe_block_list) @block
(media_statement) @flow.branch
(supports_statement) @flow.branch
