"""What there is to say to people: of a conversion, of a collation, of a rule, of a word."""
