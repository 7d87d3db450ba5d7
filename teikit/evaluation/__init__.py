"""Measure an output against a correct text: characters, words, harm and structure, before and after correction."""
