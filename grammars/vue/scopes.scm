; Components by their name: `<FooBar>`, `<foo-bar>` is a name that only the component's own file says otherwise.
((tag_name) @local.reference (#match? @local.reference "^[A-Z]"))
