; Custom properties, keyframes: `var(--gap)`, `animation: spin 1s`.
((plain_value) @local.reference (#match? @local.reference "^--"))
((declaration (property_name) @_name (plain_value) @local.reference)
  (#any-of? @_name "animation" "animation-name" "-webkit-animation"))
