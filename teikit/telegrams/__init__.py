"""The telegrams of an input: their pages, their headers read as correspondence, and queries about contradictions."""
