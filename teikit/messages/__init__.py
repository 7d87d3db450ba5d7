"""Messages for people about conversions, collations, rules and words."""
