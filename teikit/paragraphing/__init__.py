"""Where a paragraph begins: numbered points, and what a line and the one before it say."""
