"""Which model answers: the models of a role in order, each with its breaker, its limits and its account."""
