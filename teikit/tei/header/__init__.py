"""``teiHeader``: the document, its sources, and how it was encoded."""
