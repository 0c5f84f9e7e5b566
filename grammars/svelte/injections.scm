; inherits: html

((svelte_raw_text) @content (#set! injection.language "typescript") (#set! injection.role "expression"))
