"""The pages of the review: the list of documents, and the frame in which the script shows the questions about one."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from teikit.html.tags import Html, document, escaped, joined, tag
from teikit.lexicon import Lexicon
from teikit.review.completion import completions
from teikit.review.work import Review
from teikit.wording import counted

STYLE = "review.css"
DOWNLOAD = ("review_download.js",)
SCRIPTS = ("review_rows.js", "review_typing.js", "review_view.js", "review.js")
KEYS = (
    ("Enter", "the line is right as it reads now; go to the next one"),
    ("1 to 9", "take this reading for the word"),
    ("0", "the OCR is right"),
    ("Space, Home", "go to the next doubtful word; to the first one"),
    ("← →", "go to the neighbouring word; with Shift select several words"),
    (
        "a letter",
        "type the word; Enter takes it with its completion, → keeps the completion and goes on, Delete removes it",
    ),
    ("↓", "take what is typed, and confirm the line"),
    ("F2", "type everything, including punctuation and digits"),
    ("+ and -", "type a word that the OCR skipped after this one, or before it"),
    ("Delete", "there is nothing here: a stray mark"),
    ("?", "it is illegible"),
    ("#", "text was withheld here"),
    ("*", "the line is not text: a stamp, a running head"),
    ("=", "type the whole line"),
    ("PageDown, PageUp", "later; back"),
    ("Ctrl+Z", "undo the last decision"),
    ("F1", "show these keys"),
)


def words_script(lexicon: Lexicon) -> bytes:
    """The words that complete what a person types, as a script that the pages load once."""
    return f"const COMPLETIONS = {json.dumps(' '.join(completions(lexicon)))}.split(' ');\n".encode()


def index_page(review: Review, file: str = "", store: str = "", series: str = "") -> bytes:
    """The documents of a review, each with a link, the grade of its OCR, and the number of decisions on it.

    Without a server, each page is a ``file`` in a folder, and ``store`` names its data in the browser;
    ``series`` is the address of the list of series.
    """
    names, decided, grades = review.names, review.counts(), review.grades
    counts = Counter[str]()
    for record, count in decided.items():
        counts[record] += count
        counts[record.rpartition("/")[0]] += count  # record/release, for a document that was made from several files
    rows = []
    for number, name in enumerate(names):
        row = [tag("a", escaped(name), href=f"{number}/{file}")]
        remarks = [f"OCR damage: {grades[name]}"] if name in grades else []
        if count := counts[name.removesuffix(".xml")]:
            remarks.append(counted(count, "decision"))
        if remarks:
            row.append(tag("small", f" {', '.join(remarks)}"))
        rows.append(tag("li", *row))
    summary = (
        f"{counted(len(names), 'document')}; {counted(sum(decided.values()), 'decision')} so far; you are {review.who}"
    )
    link = tag("p", tag("a", "series over all documents", href=series)) if series else Html("")
    listed = tag("ul", *rows, class_="documents")
    content = tag("main", tag("h1", "Review"), tag("p", summary), _download(store), link, listed)
    return document("Review", STYLE, content, scripts=DOWNLOAD if store else ())


def _download(store: str) -> Html:
    """The button that saves the decisions in the browser to a file; empty if a server writes them."""
    if not store:
        return Html("")
    return tag("button", "download the decisions", type="button", id="download", data_store=store)


def failed_page(name: str, message: str, home: str = "../") -> bytes:
    """The page of a document that cannot be reviewed, with the reason."""
    reason = tag("p", f"This document cannot be reviewed: {message}.")
    back = tag("p", tag("a", "all documents", href=home))
    return document(name, STYLE, tag("main", tag("h1", escaped(name)), reason, back))


def document_page(name: str, data: Mapping[str, Any], home: str, next: str, sources: str) -> bytes:
    """The page of a document; ``home`` is the address of the list, ``next`` that of the document after it.

    ``sources`` are additional sources that its policy allows.
    """
    store = str(data.get("store", ""))
    keys = [joined((tag("dt", tag("kbd", key)), tag("dd", what))) for key, what in KEYS]
    following = tag("a", "next document", href=next, id="next") if next else Html("")
    content = tag(
        "main",
        tag("nav", tag("a", "all documents", href=home, id="all"), following, _download(store), aria_label="documents"),
        tag("h1", escaped(name)),
        tag("p", "", id="left", role="status"),
        tag("p", "", id="trouble", role="alert"),
        tag("div", tag("noscript", "The review needs JavaScript."), id="item"),
        tag("details", tag("summary", "Keys"), tag("dl", *keys), id="keys"),
    )
    scripts = (*SCRIPTS, *DOWNLOAD) if store else SCRIPTS
    return document(name, STYLE, content, data=data, scripts=scripts, linked="../words.js", directives=sources)
