"""Copies found: which of many texts say the same, whatever they are called and however badly they were read."""
