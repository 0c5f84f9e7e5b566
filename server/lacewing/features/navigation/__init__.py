"""Going to what a name means, and seeing where it is used, from the index, the resolver and the syntax tree."""
