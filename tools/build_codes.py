"""Make teikit/messages/codes.tsv and docs/codes.md from the messages in the source; a test compares them.

python tools/build_codes.py

The first argument of an error, a note or a query (:mod:`teikit.errors`, ``Note``, ``Query``) is its code, the second
the message, the third what to do. If these are variables, the value last assigned to them in the same function counts.
An ellipsis stands for what a message fills in.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

TOP = Path(__file__).resolve().parent.parent
TABLE = TOP / "teikit" / "messages" / "codes.tsv"
PAGE = TOP / "docs" / "codes.md"
CODE = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+")  # a code of several words: IN-EMPTY, ALTO-BAD-NUMBER
PATTERN = re.compile(r"^(?:\(\?|[\\[\\\\Ã\ufffd])")
"""A regular expression, which a table of characters has before the message."""
NO_CODES = frozenset({"UTF-8", "SHA-256", "SHA-512", "PRO-US", "US-ASCII", "TEIKIT-TEI", "S-E-C-R-E-T"})
"""Strings that look like codes."""
ONE_WORD = frozenset({"BUG", "LOCKED", "STYLESHEET"})
"""Codes of one word."""
KINDS = {
    "Note": "note",
    "_note": "note",
    "Query": "query",
    "Refused": "input refused",
    "UsageError": "usage",
    "OutputInvalid": "bug",
    "FileSystemError": "files",
    "OutputExists": "output exists",
    "LimitReached": "limit",
    "Locked": "locked",
    "MissingDependency": "not installed",
    "ConfigRefused": "configuration",
}
"""The kind of a message, by its class."""
HEAD = """\
# The codes of all messages: what each says, and what to do. Built by tools/build_codes.py: do not edit.
code\tkind\tsays\tdo
"""
FRONT = """\
# Codes of messages

Each message of teikit ends in a code, such as `[OUT-EXISTS]`, which stays the same when the wording changes.
`teikit explain CODE` prints what is on this page, which `tools/build_codes.py` makes from the source; … stands for
what a message fills in. A code that several messages share has a row for each. For what rules do, and how they may be
wrong, use `teikit explain RULE`.

"""
KIND_TITLES = {
    "note": "Notes about an input, in the TEI and the report",
    "query": "Queries: what somebody should look at",
    "input refused": "Inputs that are refused (exit code 3)",
    "usage": "Wrong usage (2)",
    "files": "Files and disks (5)",
    "output exists": "Outputs that exist (6)",
    "limit": "Limits (8)",
    "configuration": "Configuration, lists, decisions (9)",
    "not installed": "Missing dependencies (11)",
    "locked": "Folders in use (10)",
    "bug": "Internal checks (4) and crashes (1): nothing was written",
    "other": "Others",
}


OWN = {
    "BUG": ("bug", "teikit itself failed; the message has the kind of error and the place in its code"),
    "DECISION-MOVED": (
        "query",
        "the place of a decision was found by its context, not where it was made",
    ),
    "DECISION-OVERTAKEN": ("query", "a later decision overrides a decision of this person"),
    "DECISION-STALE": ("query", "the place of a decision can no longer be found: decide again, or withdraw it"),
    "DECISION-EXEMPTION": ("query", "a decision names an exemption that the collection does not have; no gap was made"),
    "DECISIONS-DIFFER": (
        "query",
        "two people decided differently; neither decision counts until a third one settles it",
    ),
    "RELEASES-DIFFER": ("query", "releases have different readings, and the question is undecided"),
    "ENGINE-FAILED": ("limit", "a worker of the cluster could not do its part"),
    "IO-WRITE": ("files", "a file or folder cannot be written"),
    "PASS-ERROR": ("configuration", "an installed pass that is not part of teikit failed: --without leaves it out"),
    "PROJECT-KEY": ("configuration", "the project file has a key or kind of identifier that does not exist"),
    "PROJECT-PATTERN": ("configuration", "a pattern of the project file has a name in braces that does not exist"),
    "PROJECT-VALUE": (
        "configuration",
        "a value of the project file is not of its kind, or names a file that does not exist",
    ),
    "TOO-MANY-FAILURES": (
        "limit",
        "the batch ended early: more documents failed than --max-failures allows",
    ),
    "DICT-TOML": ("configuration", "a file of a collection is not TOML; the message of the parser says where"),
    "IMAGE-BROKEN": ("input refused", "this image cannot be opened"),
    "PDF-BROKEN": ("input refused", "this PDF cannot be opened"),
    "PDF-NO-TEXT": ("note", "pages of a PDF have no text: run OCR on them"),
}
"""Codes whose kind or message cannot be found in the source."""

LOOK_AT_BOX = "Nothing, if the text is complete; otherwise look at the place in the file, or run the OCR again."
LOOK_AT_ORDER = "Check whether the text runs on from block to block; if not, reorder the blocks and convert again."
LOOK_AT_PAGE = "Look at the page: if there is writing, run the OCR again, or type it in."
LOOK_AT_CHARACTERS = (
    "Look at the place: if the characters are not on the page, the program that wrote the file put them there."
)
DO = {
    "BUG": "Report it, with the file if you may; a batch goes on with the other documents.",
    "ALTO-BAD-NUMBER": LOOK_AT_BOX,
    "ALTO-DUPLICATE-ID": "Nothing: the IDs are not used for the text.",
    "ALTO-HYP-CONFLICT": "Look at the word on the page, and decide what it says (teikit review).",
    "ALTO-LINES-WITHOUT-TEXT": LOOK_AT_PAGE,
    "ALTO-READING-ORDER": LOOK_AT_ORDER,
    "ALTO-TESSERACT-WC": "Nothing: Tesseract up to 5.5.2 writes confidences in this way.",
    "ALTO-TEXT-OUTSIDE": "Look at the letter in the file: if it is text of the page, put it into a String.",
    "ALTO-WORDS-WITHOUT-TEXT": LOOK_AT_PAGE,
    "BAG-INVALID": "The message lists what is wrong: repair the bag, ask for it again, or name its files.",
    "CHAR-BIDI": LOOK_AT_CHARACTERS,
    "CHAR-C1": LOOK_AT_CHARACTERS,
    "CHAR-COMBINING": LOOK_AT_CHARACTERS,
    "CHAR-FFFD": "Use the file as it was before it was converted; this file no longer has the original characters.",
    "CHAR-INVISIBLE": LOOK_AT_CHARACTERS,
    "CHAR-MIXED-SCRIPT": LOOK_AT_CHARACTERS,
    "CHAR-PUA": LOOK_AT_CHARACTERS,
    "COLLECTION-UNKNOWN": "Use the name of a collection that comes with teikit (us, uk), or the path of a folder.",
    "DATE-DIFFERS": "Look at the page: correct the date that was misread; keep both if they are dates of two papers.",
    "DATE-INVALID": "Look at the page: correct the date if the OCR misread it; keep it if it is on the page.",
    "DECISION-EXEMPTION": "Decide again with an exemption of the collection (exemptions.tsv).",
    "DECISION-LINE": "Correct or remove the line; `teikit decisions tidy` sets aside lines that are not decisions.",
    "DECISION-MOVED": "Check whether this is the place that was meant; if not, withdraw the decision.",
    "DECISION-NO-QUERY": "Nothing, if what was asked is settled; otherwise take code and place from the report.",
    "DECISION-OVERTAKEN": "Nothing, if the later decision is right; otherwise decide again.",
    "DECISION-STALE": "Decide again at the new place, or withdraw it (teikit decisions check names all of them).",
    "DECISIONS-DIFFER": 'A third decision with "over" and the names of both settles it.',
    "DICT-TOML": "Correct the line; the head of the file describes its keys.",
    "ENC-BAD-BYTES": "Name the encoding of the file: --encoding cp1252 for Windows, --encoding latin-1.",
    "ENGINE-FAILED": "Look at the log of the cluster, and run the same command again: it continues.",
    "EXEMPTION-DOUBTFUL": "Look at the code on the page and decide which it is (teikit review).",
    "HOCR-BAD-NUMBER": LOOK_AT_BOX,
    "HOCR-HTML-RECOVERED": "Check whether the text is complete; if not, run the OCR again.",
    "HOCR-LINES-WITHOUT-TEXT": LOOK_AT_PAGE,
    "HOCR-TEXT-OUTSIDE": "Look at the word in the file: if it is text of the page, put it into a line.",
    "HOCR-WORDS-WITHOUT-TEXT": LOOK_AT_PAGE,
    "HEADERS-DIFFER": "Look at the header of each release and decide which reading stands.",
    "HOUR-DIFFERS": "Look at the NO line and the running heads: correct what was misread, keep what the page has.",
    "ID-REWRITTEN": "Nothing, unless other files point to these regions.",
    "IN-BLANK": "Check whether the page is empty; if not, run the OCR again.",
    "IN-NOT-REGULAR": "Name a regular file; - reads standard input.",
    "IN-VANISHED": "Put the file back and run the same command again, or leave it out.",
    "IO-GONE": "Create the folder, or name another one.",
    "IO-WRITE": "Check the permissions of the folder and the space on the disk, or name another folder.",
    "LEDGER-CORRUPT": "Make a new ledger from the output: teikit ledger rebuild DIR",
    "LEDGER-IO": "Check the disk, and run the same command again: it continues.",
    "METS-PAGES-WITHOUT-TEXT": LOOK_AT_PAGE,
    "NO-TELEGRAM": "If it is not a telegram, nothing needs to be done; teikit explain --genre FILE says why.",
    "NUM-RANGE": "Check whether the page has such a number; most are rules or dots that were read as digits.",
    "NUMBER-DIFFERS": "Look at both places on the page: correct what was misread, keep what the page has.",
    "OUT-EDITED": "To keep the changes: teikit decisions from FILE --who NAME -o DIR/decisions.jsonl. Then, or to give "
    "them up: --discard-edits, which keeps a copy.",
    "OUT-NOT-FOLDER": "Name a folder.",
    "OUT-NOT-REGULAR": "Move it away, or name another output.",
    "PAGE-BAD-NUMBER": LOOK_AT_BOX,
    "PAGE-CUSTOM-ORDER": LOOK_AT_ORDER,
    "PAGE-LINES-WITHOUT-TEXT": LOOK_AT_PAGE,
    "PAGE-MISFILED": "Nothing needs to be done if the running head is right; otherwise correct it and convert again.",
    "PAGE-MISSING": "Check whether the scan has the page; if so, run the OCR on it and convert again.",
    "PAGE-ORDER": "Look at the page numbers in the running heads: correct what was misread.",
    "PAGE-ORDER-DISAGREES": LOOK_AT_ORDER,
    "PAGE-REGIONS-DIFFER": "See which of them somebody corrected: if it was the region, copy its text into the lines.",
    "PAGE-TEXT-NOT-READ": "Look at the letter in the file: if it is text of the page, put it into Unicode.",
    "PAGE-TEXT-OUTSIDE": "Look where it belongs on the page, and put it into a region.",
    "PAGE-TWICE": "Check whether both are releases of one telegram (teikit collate compares them) or duplicates.",
    "PAGE-WORDS-DIFFER": "See which of them somebody corrected: if it was the words, copy them into the line.",
    "PAGE-WORDS-WITHOUT-TEXT": LOOK_AT_PAGE,
    "PAIRS-LINE": "Write a name and at least two files, separated by tabs.",
    "PASS-ERROR": "Leave it out with --without, or fix its package.",
    "PDF-ANNOTATIONS": "Read them in a PDF viewer: they are not text of the page.",
    "PDF-ATTACHMENTS": "Take the files out with a PDF viewer and convert them by themselves.",
    "PDF-DOUBLE-TEXT": "Nothing, if each word occurs once; otherwise run OCR on the pages.",
    "PDF-NO-TEXT": "Run OCR on these pages (ocrmypdf, or page images through Tesseract), and convert again.",
    "PDF-OCR": "Nothing: the pages were read by Tesseract.",
    "PDF-PAGE-BROKEN": "Open the PDF in a viewer: if the page is there, save a copy and convert that.",
    "PDF-STRUCK-OUT": "Look at the page, and decide whether the word counts (teikit review).",
    "PRINTING-FOUND": "Check whether it is the same document; if not, name the right one (--trusted volume.xml#d12).",
    "PRINTING-UNUSED": "Nothing, if it is the printing of another document; else name the right one (volume.xml#d12).",
    "PROJECT-KEY": "The message names the line and the most similar key; docs/project.md has all of them.",
    "PROJECT-PATTERN": "The message names the line; docs/project.md has the names that a pattern may use.",
    "PROJECT-VALUE": "The message names the line and what it should be.",
    "REDACTION-READABLE": "Tell whoever published the file; the text stays masked without --reveal.",
    "REFERENCE-DIFFERS": "Look at both places on the page: correct what was misread, keep what the page has.",
    "RELEASE-ALONE": "If it is a release of the same record, name the files alike except for the year of release.",
    "RELEASES-DIFFER": "Look at both releases and decide which reading is right (teikit review).",
    "SECTION-DIFFERS": "Look at the running heads on the pages: correct what was misread.",
    "SECTION-NUMERALS": "Look at the page: decide which section it is; convert the missing ones if there are any.",
    "SHEET-DIFFERS": "Look whether the sheet belongs to the document: if not, mark the dates and parties by hand.",
    "TEI-DELETIONS-LEFT-OUT": "Nothing, if deleted text is not wanted.",
    "TEI-MANY-DOCUMENTS": "Nothing, if you want all of them; otherwise name one, as the message says.",
    "TEI-NOTES-LEFT-OUT": "Nothing: notes of the editors are not text of the page.",
    "TEXT-BELOW-END": "Look at the page: if the end mark is below that text there, move it in the TEI.",
    "TOO-MANY-FAILURES": "Look at the failures (teikit ledger show DIR --failed), and run the same command again.",
    "TXT-LONG-LINE": "Nothing, if the lines of the page do not matter; otherwise use a text with line ends.",
    "TXT-MOJIBAKE": "Use the file as it was before this happened; the places are left as they are.",
    "XML-DOCTYPE-IGNORED": "Nothing, unless the DTD has entities that the text needs: resolve them first.",
    "XML-ILLEGAL-CHAR": LOOK_AT_CHARACTERS,
    "XML-XINCLUDE-IGNORED": "Resolve it first (xmllint --xinclude), and convert the result.",
}
"""What to do about queries and notes, which have no hint, and about errors whose hint depends on the place."""


class Entry(NamedTuple):
    """A message: its code, its kind, its text, and what to do."""

    code: str
    kind: str
    says: str
    do: str


def entries() -> list[Entry]:
    """All codes in the source, in order, with an entry for each message of a code, the longest first."""
    by_code: dict[str, list[Entry]] = {}
    for path in sorted((TOP / "teikit").rglob("*.py")):
        for entry in _in(ast.parse(path.read_text("utf-8"))):
            by_code.setdefault(entry.code, []).append(entry)
    return [entry for code in sorted({*by_code, *OWN}) for entry in _messages(code, by_code.get(code, []))]


def _messages(code: str, entries: list[Entry]) -> list[Entry]:
    """The messages of a code, each once, as they are in the source or as ``OWN`` and ``DO`` have them."""
    best = max(entries, key=_weight, default=Entry(code, "other", "", ""))
    if code in OWN:
        kind, says = OWN[code]
        entries = [Entry(code, kind, says, best.do if best.kind == kind else "")]
    else:
        worded = [entry._replace(kind=best.kind) for entry in entries if entry.says and not _is_code(entry.says)]
        entries = sorted(worded or [best], key=_weight, reverse=True)
    each = {entry.says: entry for entry in reversed(entries)}
    return [entry._replace(do=DO.get(code, entry.do)) for entry in reversed(each.values())]


def _weight(entry: Entry) -> tuple[bool, bool, int]:
    return entry.kind != "other", bool(entry.says), len(entry.says) + len(entry.do)


def _in(tree: ast.Module) -> Iterator[Entry]:
    """An entry for each place in a module that has a code."""
    scopes = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    seen: set[int] = set()
    for scope in [*reversed(scopes), tree]:
        values: dict[str, str] = {}
        for node in sorted(ast.walk(scope), key=_place):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                values[node.targets[0].id] = _text(node.value, values)
            elif isinstance(node, ast.Constant) and id(node) not in seen and _is_code(node.value):
                parent = _parent(scope, node)
                if isinstance(parent, ast.Dict) and node in parent.keys:
                    seen.add(id(node))
                    says = _text(parent.values[parent.keys.index(node)], values)
                    yield Entry(str(node.value), "note", says, "")
                if isinstance(parent, ast.Call | ast.Tuple) and _first(parent) is node:
                    seen.add(id(node))
                    yield _entry(parent, str(node.value), values)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in seen and _is_code(node.value):
            yield Entry(str(node.value), "other", "", "")


def _place(node: ast.AST) -> tuple[int, int]:
    """The key by which nodes are sorted: by their first lines, and a node before those in it."""
    return getattr(node, "lineno", 0), -getattr(node, "end_lineno", 0)


def _is_code(value: object) -> bool:
    if not isinstance(value, str) or value in NO_CODES:
        return False
    return value in ONE_WORD or CODE.fullmatch(value) is not None


def _parent(scope: ast.AST, child: ast.AST) -> ast.AST | None:
    return next((node for node in ast.walk(scope) if child in ast.iter_child_nodes(node)), None)


def _first(node: ast.Call | ast.Tuple) -> ast.AST | None:
    parts = node.args if isinstance(node, ast.Call) else node.elts
    return parts[0] if parts else None


def _entry(node: ast.Call | ast.Tuple, code: str, values: dict[str, str]) -> Entry:
    parts = node.args if isinstance(node, ast.Call) else node.elts
    texts = [_text(part, values) for part in parts[1:3]]
    if isinstance(node, ast.Call):
        named = {keyword.arg: _text(keyword.value, values) for keyword in node.keywords}
        texts = [*texts, *[named[name] for name in ("message", "hint")[len(texts) :] if name in named]]
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    else:
        name = "Note" if len(texts) == 2 and PATTERN.search(texts[0]) else ""
        texts = texts[1:] if name else texts
    kind = KINDS.get(name, "other")
    says, do = [*texts, "", ""][:2]
    return Entry(code, kind, says, "" if kind in ("note", "query") else do)


def _text(node: ast.AST, values: dict[str, str]) -> str:
    """The text of an expression, with an ellipsis for what it fills in."""
    match node:
        case ast.Constant(value=str(value)):
            return value
        case ast.JoinedStr(values=parts):
            return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in parts)
        case ast.BinOp(left=left, right=right):
            return _text(left, values) + _text(right, values)
        case ast.BoolOp(values=parts):
            return _text(parts[-1], values)
        case ast.IfExp(body=body, orelse=orelse):
            return _text(body, values) or _text(orelse, values)
        case ast.Name(id=name):
            return values.get(name, CONSTANTS.get(name, ""))
        case _:
            return ""


def _constants() -> dict[str, str]:
    """The constants of all modules that are strings, by their names."""
    constants: dict[str, str] = {}
    for path in sorted((TOP / "teikit").rglob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                value = node.value
                if isinstance(value, ast.Constant | ast.JoinedStr):
                    constants.setdefault(node.targets[0].id, _text(value, {}))
    return constants


CONSTANTS: dict[str, str] = {}


def table(codes: list[Entry]) -> str:
    """The table as TSV."""
    return HEAD + "".join("\t".join(_line(value) for value in entry) + "\n" for entry in codes)


def page(codes: list[Entry]) -> str:
    """The page for people."""
    parts = [FRONT]
    for kind, title in KIND_TITLES.items():
        rows = [entry for entry in codes if entry.kind == kind]
        if rows:
            parts.append(f"## {title}\n\n| code | says | what to do |\n|---|---|---|\n")
            parts += [f"| `{row.code}` | {_cell(row.says)} | {_cell(row.do)} |\n" for row in rows]
            parts.append("\n")
    return "".join(parts).rstrip("\n") + "\n"


def _line(value: str) -> str:
    return " ".join(value.split())


def _cell(value: str) -> str:
    return _line(value).replace("|", "\\|").replace("<", "&lt;")


def main() -> None:
    """Write both files."""
    codes = entries()
    TABLE.write_text(table(codes), "utf-8")
    PAGE.write_text(page(codes), "utf-8")


CONSTANTS.update(_constants())

if __name__ == "__main__":
    main()
