"""The vocabulary of hOCR: the classes that are read, elements of HTML that hide text or break lines, oddities."""

from __future__ import annotations

BLOCKS = ("ocr_carea", "ocr_par", "ocr_table")  # classes of elements that hold lines
LINES = ("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat", "ocrx_line")
"""The classes whose elements are read as lines: headers and captions are lines of their own in some programs."""
ROLES = {
    "ocr_page": "page",
    "ocrx_word": "word",
    **dict.fromkeys(BLOCKS, "block"),
    **dict.fromkeys(LINES, "line"),
}
"""The classes of hOCR that are read, and the roles of their elements."""
NO_TEXT = frozenset({"script", "style", "head", "title", "template"})
"""The elements of HTML whose content is not shown on the page. Alternative readings are left out, too: ``<del
class="alt">``."""
BREAKING = frozenset((
    "address", "article", "blockquote", "body", "br", "center", "dd", "dl", "dt", "div", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "hr", "header", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody",
    "td", "th", "tr", "tfoot", "thead", "ul",
))  # fmt: skip
"""The elements of HTML before and after which a browser breaks the line."""
REMARKS = {
    "HOCR-BAD-NUMBER": "an invalid box, confidence or repeated property; it was left out",
    "HOCR-TEXT-OUTSIDE": "a word is outside of all pages, blocks and lines; it was not read",
    "HOCR-WORDS-WITHOUT-TEXT": "a word of a line has a position on the page but no text",
    "HOCR-LINES-WITHOUT-TEXT": "a line has a position on the page but no text",
}
"""The oddities that are counted in an hOCR, with their messages."""


def role_of(kind: str, attrib: dict[str, str]) -> str:
    """The role of an element of HTML (``kind`` is its name) by its class: a value of ROLES, silent, or empty."""
    classes = attrib.get("class", "").split()
    if kind in NO_TEXT or (kind == "del" and "alt" in classes):
        return "silent"
    return next((ROLES[name] for name in classes if name in ROLES), "")
