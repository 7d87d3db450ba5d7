"""``teiHeader``: what a document says of itself, of its sources, and of how it was encoded."""
