"""The telegrams of an input: their pages, the facts in their headers, and queries about contradictions."""
