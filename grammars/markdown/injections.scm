; Code in fences is an example: it uses names, but defines none for the project, and need not be whole.
((fenced_code_block (info_string (language) @language) (code_fence_content) @content) (#set! injection.role "example"))

((minus_metadata) @content (#set! injection.language "yaml") (#set! injection.role "example"))
((plus_metadata) @content (#set! injection.language "toml") (#set! injection.role "example"))
((html_block) @content (#set! injection.language "html") (#set! injection.role "example"))
