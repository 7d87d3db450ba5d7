"""Pages for people, built of elements."""
