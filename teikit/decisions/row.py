r"""One decision as a row of ``decisions.jsonl``: a person's statement about a place, and the data to find it again.

    {"source":"sha256:199ab8c2a1bc","at":[512,518],"before":"ERVICE","left":"AND OUR ","right":"\n","is":"reads",
     "after":"SERVICE","who":"anna","when":"2026-11-27T10:02:11Z","saw":"image"}

Rows are only added to the file, one per line, and every row has its keys in the same order, so that git can merge the
work of two people (``merge=union``).
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass, fields
from typing import Any

from teikit.core import Kind, Span, kinds
from teikit.decisions.row_checks import faults_of_values
from teikit.errors import did_you_mean

VERDICTS = {
    "reads": "it reads {after!r}",
    "as-read": "it reads as the OCR has it",
    "unclear": "nobody can read it",
    "gap": "text was withheld",
    "no-gap": "no text was withheld",
    "layer": "it is {layer}",
    "field": "it is the field {field}",
    "person": "it is a person {ref}",
    "place": "it is a place {ref}",
    "answered": "{query} is answered",
    "withdrawn": "the decision is withdrawn",
}
"""The verdicts, each as a statement about the place; names in braces are keys of the row."""
LONGEST_NAME = 64  # most characters of the name of a person
NEEDS = {"reads": ("after",), "layer": ("layer",), "field": ("field",), "answered": ("query",)}
"""The keys that a verdict needs in addition to those of every row; ``after`` may be empty."""
TAKES = {
    "reads": ("after",),
    "gap": ("exemption", "extent"),
    "layer": ("layer",),
    "field": ("field",),
    "person": ("ref",),
    "place": ("ref",),
    "answered": ("query",),
}
"""The keys that a row may have only with a certain verdict."""
FIELDS = tuple(
    """acquired action appraisal attention birth character cite classification control copy country date
    distribution division enclosure extension field-report file form from info information number originator place
    precedence received reference section sender slug source subject synopsis to unit via""".split()  # noqa: SIM905
)
"""The fields of a header, with the values of ``seg/@type``."""
HEAD = "head"
"""A running head as a layer in decisions, which also take ``header``: its kind in the TEI and in reports."""
SEEN = ("image", "release", "guess")  # what a decision may be based on, other than the text itself
DIGEST = re.compile(r"sha256:[0-9a-f]{8,64}")
"""The digest of an input, whole or its first digits."""
DIGEST_DIGITS = 12  # hexadecimal digits of a digest that a row has
SURROGATE = re.compile("[\ud800-\udfff]")
"""A byte of an input that was not UTF-8, as in a source; in a row it is written as a JSON escape."""
PERSON = re.compile(r"[^\W\d_](?:[^\W\d]|[.-])*")
"""Names of people, which are ids in the TEI: a letter, then letters, ``.``, ``-`` and ``_``; no digits, as in t1."""


def layers() -> tuple[str, ...]:
    """The layers that a person can choose for a place, also kinds that a pass added."""
    asides = (kind for kind in kinds.KINDS.values() if kind.is_aside and kind.element and kind != kinds.SHEET)
    return ("text", *map(layer_of, asides))


def layer_of(kind: Kind) -> str:
    """The name of a kind of mark as a layer in decisions."""
    return HEAD if kind == kinds.RUNNING_HEAD else str(kind)


def kind_of(layer: str) -> Kind:
    """The kind of mark that a layer of a decision is."""
    return kinds.RUNNING_HEAD if layer == HEAD else kinds.named(layer)


def stated(verdict: str, **values: str) -> str:
    """A verdict as a statement about its place, with the ``values`` of the keys that it needs.

    >>> stated("answered", query="PAGE-MISSING")
    'PAGE-MISSING is answered'
    """
    return VERDICTS[verdict].format_map(defaultdict(str, values)).rstrip()


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision. The fields are the keys of the row, in their order, with ``is_`` for ``is``.

    ``source`` is ``sha256:`` with the first digits of the digest of the input; ``at`` the place, in code points of the
    decoded text before any correction; ``before`` the text there; ``left`` and ``right`` the text next to it.
    ``record`` is the name of the input, by which the place is looked for in another OCR of it. ``over`` names the
    people whose decisions here this one settles. ``place`` is that of the row itself (``file:line``); it is not
    written.
    """

    source: str
    record: str
    at: Span
    before: str
    left: str
    right: str
    is_: str
    after: str = ""
    exemption: str = ""
    extent: str = ""
    layer: str = ""
    field: str = ""
    ref: str = ""
    query: str = ""
    over: tuple[str, ...] = ()
    who: str = ""
    when: str = ""
    saw: str = ""
    note: str = ""
    place: str = ""

    @property
    def value(self) -> tuple[str, ...]:
        """What is decided, regardless of place, person and time: two rows with the same value agree."""
        return (self.is_, self.after, self.exemption, self.extent, self.layer, self.field, self.ref, self.query)

    def in_words(self) -> str:
        """The verdict as a statement.

        >>> row = '{"source":"sha256:199ab8c2","at":[0,1],"before":"l","is":"reads","after":"I","who":"anna"}'
        >>> parse_row(row).in_words()
        "it reads 'I'"
        """
        return stated(self.is_, after=self.after, layer=self.layer, field=self.field, ref=self.ref, query=self.query)

    def as_json(self) -> str:
        """The row as a line of the file, without its line end."""
        text = json.dumps(self._values(), ensure_ascii=False, separators=(",", ":"))
        return SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)

    def _values(self) -> dict[str, Any]:
        always = {"source", "at", "before", "left", "right", "is", "who", *NEEDS.get(self.is_, ())}
        values = {key: getattr(self, f"{key}_" if key == "is" else key) for key in KEYS}
        return {key: value for key, value in values.items() if value or key in always}


KEYS = tuple(member.name.rstrip("_") for member in fields(DecisionRow) if member.name != "place")
"""The keys of a row, in their order."""


class Unreadable(ValueError):
    """Raised for a line that is not a decision; ``wrong`` is the fault, ``hint`` what to do."""

    def __init__(self, wrong: str, hint: str) -> None:
        super().__init__(wrong)
        self.wrong, self.hint = wrong, hint


def parse_row(line: str, place: str = "") -> DecisionRow:
    """The decision in a line of the file. Raises :class:`Unreadable` for anything else.

    ``place`` is that of the line (``file:line``).
    """
    if SURROGATE.search(line):
        raise Unreadable("this line is not UTF-8", "Save the file as UTF-8.")
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        at = f" at character {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else ""
        raise Unreadable(f"this is not JSON{at}", "Write one decision per line, as teikit does.") from None
    if not isinstance(values, dict):
        raise Unreadable("this is JSON, but not a decision", 'A decision begins with {"source": ...')
    return row_of(values, place)


def row_of(values: dict[str, Any], place: str = "") -> DecisionRow:
    """The decision from keys and values of JSON. Raises :class:`Unreadable` if they are not a decision."""
    verdict = _checked_verdict(values)
    if values.get("layer") == kinds.RUNNING_HEAD:
        values = {**values, "layer": HEAD}
    _check_values(values)
    texts = {key: values.get(key, "") for key in KEYS if key not in ("at", "over", "is", "source")}
    over = values.get("over", ())
    return DecisionRow(
        source=values["source"],
        at=Span(*values["at"]),
        is_=verdict,
        over=(over,) if isinstance(over, str) else tuple(over),
        place=place,
        **texts,
    )


def _checked_verdict(values: dict[str, Any]) -> str:
    """The verdict of a decision. Raises for an unknown one, and for keys unknown, missing or of another verdict."""
    for key in values:
        if key not in KEYS:
            hint = did_you_mean(key, KEYS) or f"They are {', '.join(KEYS)}."
            raise Unreadable(f"'{key}' is not a key of a decision", hint)
    verdict = values.get("is")
    if not isinstance(verdict, str) or verdict not in VERDICTS:
        hint = did_you_mean(str(verdict), VERDICTS) or f"It is one of {', '.join(VERDICTS)}."
        raise Unreadable(f"'{verdict}' is not a verdict" if "is" in values else "the key 'is' is missing", hint)
    for key in ("source", "at", "before", "who", *NEEDS.get(verdict, ())):
        if key not in values or (values[key] == "" and key not in ("before", "after")):
            raise Unreadable(f"the key '{key}' is missing", f"A decision with the verdict {verdict} needs it.")
    only = {key for keys in TAKES.values() for key in keys} - set(TAKES.get(verdict, ()))
    for key in values:
        if key in only and values[key]:
            raise Unreadable(f"'{key}' means nothing with the verdict {verdict}", "Leave out the key.")
    return verdict


def _check_values(values: dict[str, Any]) -> None:
    """Raise :class:`Unreadable` for a value that its key does not allow."""
    for key, value in values.items():
        if key not in ("at", "over") and not isinstance(value, str):
            raise Unreadable(f"the value of '{key}' is not text", f'Write it in quotation marks: "{key}":"..."')
    if not DIGEST.fullmatch(values["source"]):
        hint = "It is sha256: and at least eight hexadecimal digits in lower case, as in the report."
        raise Unreadable(f"'{values['source'][:40]}' is not a digest of a source", hint)
    _check_place(values)
    _check_persons(values)
    _check_choice("layer", values.get("layer", ""), layers())
    _check_choice("field", values.get("field", ""), FIELDS)
    _check_choice("saw", values.get("saw", ""), SEEN)
    for wrong, hint in faults_of_values(values):
        raise Unreadable(wrong, hint)


def _check_place(values: dict[str, Any]) -> None:
    """Raise for a value that is not a place, and for a place with another length than the text there."""
    at = values["at"]
    if not (
        isinstance(at, list) and len(at) == 2 and all(type(offset) is int for offset in at) and 0 <= at[0] <= at[1]
    ):
        raise Unreadable("'at' is not a place", 'Write "at":[START,END], in characters of the text as read, from 0 on.')
    if len(values["before"]) != at[1] - at[0]:
        wrong = f"'before' has {len(values['before'])} characters, and 'at' {at[1] - at[0]}"
        raise Unreadable(wrong, "Both must describe the same stretch of the text as read: take them from the report.")
    if not values["before"].strip() and values["is"] in ("layer", "field", "person", "place", "unclear"):
        raise Unreadable(
            f"'{values['is']}' needs some text, and there is none at this place", "Name it in 'before' and 'at'."
        )


def _check_persons(values: dict[str, Any]) -> None:
    """Raise for an impossible name of a person who decided, or whose decision is settled."""
    over = values.get("over", [])
    for name in (values["who"], *([over] if isinstance(over, str) else over if isinstance(over, list) else [None])):
        if not isinstance(name, str) or not PERSON.fullmatch(name) or len(name) > LONGEST_NAME:
            hint = "Use letters, with dots and hyphens between them, without digits and spaces: anna, b.mueller"
            raise Unreadable(f"{name!r} cannot be the name of a person", hint)


def _check_choice(key: str, value: str, choices: tuple[str, ...]) -> None:
    """Raise for a value that is not among its choices; empty is allowed."""
    if value and value not in choices:
        hint = did_you_mean(value, choices) or f"It is one of {', '.join(choices)}."
        raise Unreadable(f"'{value}' is not a value of '{key}'", hint)
