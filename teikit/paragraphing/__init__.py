"""How the text of a page divides: paragraphs, numbered points, items of lists, headings, and the end of the header."""
