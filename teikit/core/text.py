"""Patterns that many rules look for in a text."""

from __future__ import annotations

import regex

TOKEN = regex.compile(r"\S+")  # a word with its marks, up to the next space
WRITTEN = regex.compile(r"[\p{L}\p{N}]")  # a letter or a digit, which signs and specks are not
OPEN_BRACKET = regex.compile(r"\([^()]*$")  # a bracket that is closed in the next line: ETC. (MINSK 15872, 15904.
LAST_WORD = regex.compile(r"(?r)(\p{L}{2,})\W{0,3}$")  # the last word of a line, with a mark or two after it
WORD_WITH_APOSTROPHES = regex.compile(r"\p{L}[\p{L}'’]*")  # a word, with apostrophes in it
