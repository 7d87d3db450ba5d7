"""Decisions of people about places in texts: the rows of a file, their places in a source, and which of them count."""

from teikit.decisions.book import Book, Broken, read_book
from teikit.decisions.row import DecisionRow

__all__ = ["Book", "Broken", "DecisionRow", "read_book"]
