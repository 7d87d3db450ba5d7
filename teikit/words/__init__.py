"""Correct words by evidence: the misreadings of the engine (the channel) and the words of cables (the vocabulary)."""
