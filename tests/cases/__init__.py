"""The cases of the rules: examples that they must change, and examples that they must leave alone."""
