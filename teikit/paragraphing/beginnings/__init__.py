"""Where paragraphs begin."""
