; A heading of a level holds all up to the next one that is not deeper.
(atx_heading (atx_h1_marker) @level.1 heading_content: (inline) @name) @symbol.heading
(atx_heading (atx_h2_marker) @level.2 heading_content: (inline) @name) @symbol.heading
(atx_heading (atx_h3_marker) @level.3 heading_content: (inline) @name) @symbol.heading
(atx_heading (atx_h4_marker) @level.4 heading_content: (inline) @name) @symbol.heading
(atx_heading (atx_h5_marker) @level.5 heading_content: (inline) @name) @symbol.heading
(atx_heading (atx_h6_marker) @level.6 heading_content: (inline) @name) @symbol.heading
(setext_heading heading_content: (paragraph) @name (setext_h1_underline) @level.1) @symbol.heading
(setext_heading heading_content: (paragraph) @name (setext_h2_underline) @level.2) @symbol.heading
