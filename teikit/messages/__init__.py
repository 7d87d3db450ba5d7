"""Messages for people: about a conversion, a collation, a rule, a word."""
