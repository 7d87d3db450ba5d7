"""The wording of things on the pages of a collection (patterns.toml), and where on a line rules look for it.

A pattern gives the wording (``EXCISED COPY``); ``USES`` says where on a line it stands and which specks may stand
beside it. So a collection lists only the wording of its forms, and the tolerance for OCR is decided here, once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

from teikit.lexicon.collection import Collection

USES: Mapping[str, tuple[str, str]] = {
    # running heads
    "page line": ("page-line", r"^\W{0,3}(?:%s)$"),
    "section": ("section", r"(?i:%s)"),
    "open end": ("from-misread", r"(?:,|%s)\s*$"),
    "ends with from": ("from", r"(?i:%s)[:. ]*$"),
    "head post": ("head-post", r"(?i:%s)\W*$"),
    "number line": ("number-label", r"(?m)(?:^\W{0,3}|\s)(?:%s)\s*(?P<rest>[A-Z0-9].*)$"),
    "message head": ("message-label", r"^[\W_]{0,3}(?:%s)\b.{0,60}$"),
    "message first": ("message-first", r"^[\W_]{0,3}(?:%s)\b"),
    "message part": ("message-part", r"^[\W_]{0,3}(?:%s)\b(?P<value>.{0,60})$"),
    "message page": ("message-page", r"%s"),
    "relay head": ("relay-head", r"^\W{0,3}(?:%s).{0,24}$"),
    "relay time": ("relay-time", r"^\W{0,3}(?:%s)\b.{0,60}$"),
    "form below": ("form-below", r"^\W{0,3}(?:%s)"),
    # forms
    "from line": ("from-label", r"(?mi)^\W{0,3}(?:\S{1,3}\s+)?(?:%s)\s*(?P<post>\p{L}[\p{L} .'-]*)"),
    "to line": ("to-label", r"(?m)^\W{0,3}(?:%s)"),
    "form number": ("number-label", r"(?m)^\W{0,3}(?:%s)\s*[A-Z0-9]"),
    "letterhead": ("letterhead", r"^\W{0,3}(?:%s)\W{0,3}$"),
    "form title": ("form-title", r"(?i)^[\W_]{0,4}(?:\p{L}{1,2}\s)?(?:%s)\W{0,6}$"),
    "agency head": ("agency-head", r"^\W{0,3}(?:%s)(?:\W+\w{1,2})?\W{0,4}$"),
    "form sign": ("form-sign", r"%s"),
    "form part": ("form-part", r"^\W{0,2}(?:%s)\W{0,2}$"),
    "form top": ("form-top", r"^\W{0,2}(?:%s)\W{0,2}$"),
    "slip": ("slip", r"^\W{0,3}(?:%s)\W{0,3}$"),
    "identification": ("identification", r"(?i)^\W{0,3}(?:%s)\W{0,3}$"),
    "inner label": ("inner-label", r"(?<=\s)(?=%s)"),
    "addressee": ("addressee", r"\G(?:%s)"),
    "sender": ("sender", r"\G(?:%s)"),
    "writer": ("writer", r"\G(?:%s)"),
    "paper": ("paper", r"(?i)\b(?:%s)\b"),
    "report date": ("report-date", r"%s"),
    "report serial": ("report-serial", r"^(?:%s)"),
    "report issued": ("report-issued", r"^(?:%s)"),
    "case caption": ("case-caption", r"^(?:%s)$"),
    "garbled group": ("garbled-group", r"%s"),
    "nobody": ("nobody", r"(?i)^\W*(?:%s)\W*$"),
    "filed": ("filed", r"(?i)^\W*(?:%s)\W*$"),
    "operational": ("operational", r"^.{0,12}(?:%s)"),
    "text opening": ("text-opening", r"^\W{0,3}(?:\d\W{1,2})?(?:%s)"),
    "office of a person": ("office", r"^\p{Lu}[^.]*\s(?i:%s)\b\W*$"),
    "office word": ("office-word", r"(?i:\b(?:%s)\b)"),
    "field office": ("field-office", r"\G\s+(?i:%s)"),
    "file of an office": ("office-file", r"^\W*(?:%s)\W*$"),
    "code of an office": ("office-code", r"\b(?:%s)"),
    "officer among offices": ("officer-among-offices", r"(?i)\b(?:%s)\b"),
    "postal zone": ("postal-zone", r"^\W*(?:%s)\W*$"),
    "printed form": ("printed-form", r"(?i)^\W*(?:%s)\b"),
    "numbered form": ("numbered-form", r"(?i)^\W*(?:%s)\b"),
    "beside a subject": ("beside-subject", r"(?i)^\W*(?:%s)\W*"),
    "same subject": ("same-subject", r"(?i)^\W*(?:%s)\b"),
    "foot of a form": ("form-foot", r"(?i)^\W*(?:%s)"),
    "classification line": ("classification-line", r"^(?:%s)\b"),
    "classified number": (
        "classification-line",
        r"^(?P<class>(?:%s)\s+(?:(?:FINAL )?SECTION [0-9]{1,2} OF [0-9]{1,2}\s+)?)\p{Lu}[\p{Lu} .]{1,20}?\s[0-9]{1,6}$",
    ),
    "department addressed": ("department-addressed", r"^(?:%s),?\W*$"),
    "below addresses": ("below-addresses", r"^(?:%s)"),
    "drafted by": ("drafted-by", r"^(?:%s)\W"),
    "salutation": ("salutation", r"^\W{0,3}(?:%s)\s.{1,40}[:;,]\W{0,3}$"),
    "salutation by name": ("salutation", r"^(?:%s)\s(?:\p{L}+\.?\s){0,2}(?P<name>\p{Lu}[\p{L}'’-]+)\s?[:;,]"),
    "formal salutation": (
        "formal-salutation",
        r"^(?:(?i:%s)\s?[:,;.](?:\W{0,3}$|\s?I (?:have|had|am|beg)\b)|(?:SIRS?|GENTLEMEN|MY LORD|EXCELLENCY):\s\p{Lu})",
    ),
    "closing sentence": ("closing-sentence", r"(?:%s)\W*(?:$|\s\p{Lu})"),
    "addressee by title": ("addressee-title", r"^(?:%s)\b\.?\s\p{Lu}"),
    "address at foot": ("address-at-foot", r"^(?:%s)\s\p{Lu}"),
    "title above a name": ("address-title", r"^(?:%s)\W*$"),
    "government": ("government", r"%s"),
    "glued banner": (
        "form-label",
        r"^[ \t]*(?P<banner>[A-Z][A-Z ]+[A-Z])(?=(?:%s)\b)"
        r"|(?<=[a-z][\"”]|[A-Z][\"”])(?P<banner>[A-Z][A-Z ]+[A-Z])[ \t]*$",
    ),
    "file head": ("file-head", r"^\W{0,3}(?:\w\W{1,3}){0,2}(?:%s)\W{0,3}(?:\(?\w\)?)?\W{0,2}$"),
    "dating stamp": ("dating-stamp", r"^\W*(?:[0-9]{1,2}\W{0,3}|[a-z]\W{1,3})?(?:%s)(?:\W{1,3}\w)?\W*$"),
    "tick box": ("box-joiner", r"\([ Xx✓]{0,3}\)(?:(?!\s+(?:%s)\s*(?:\(|$))(?<!__(?!_))[^()\r\n])*(?<=[^()\r\n\s])"),
    "answer": ("answer", r"(?i)^(?:%s)$"),
    "before a date": ("before-date", r"(?:%s)$"),
    "cited address": ("cited-address", r"\b(?:%s)\s(?P<name>[A-Z]{4,8})\s(?P<number>[0-9]{4,6})(?![0-9])"),
    "symbol of a dispatch": ("dispatch-symbol", r"^(?:%s)$"),
    "paper of a sheet": ("sheet-paper", r"(?i)^\W*(?:%s)"),
    "message of a sheet": ("sheet-message", r"(?i)^\W*(?:%s)\b"),
    # printed volumes
    "title in a volume": ("volume-title", r"^\W?[0-9]{1,4}\.\s(?:%s)\b"),
    "record in a volume": ("volume-record", r"^(?:%s)\b.{0,110}$"),
    "file in a volume": ("volume-file", r"^\s*\W?(?:%s)\s*$"),
    "parties in a volume": (
        "volume-title",
        r"(?s)^(?:\W?[0-9]{1,4}\.\s(?:%s)\s(?:[0-9]+\s)?(?=[Ff]rom\s))?"
        r"(?P<from>(?:[Ff]rom\s)?(?:[Tt]he\s)?(?P<sender>\p{Lu}(?:(?!\sto\s).|"
        r"(?<=\b(?:Adviser|Aide|Ambassador|Assistants?|Delegation|Mission|Observer|Representatives?|Staff))\sto\s)+))\s"
        r"(?P<to>to\s(?:the\s)?(?P<addressee>\p{Lu}.+?))(?P<end>\.?)"
        r"(?:[\s—–-]{1,2}(?P<received>\((?i:received)\b[^()]{1,40}\)\.?))?(?:\s?\[[0-9]{1,3}\]|[0-9]{1,2})?$",
    ),
    "above a title in a volume": ("volume-above", r"^\s*(?:%s)\s*$"),
    "enclosure heading": ("enclosure-heading", r"^\s*(?:%s)\s*$"),
    "line of a head in a volume": ("volume-line", r"^\s*(?:%s)(?:\W?\[[0-9]{1,3}\])?\s*$"),
    "party in a volume": ("volume-party", r"(?s)(?:%s)"),
    "dateline in a volume": (
        "volume-dateline",
        r"^\s*(?:%s)\.?(?:\s+(?P<received>[\[(](?i:received)\b[^\[\]()]{1,40}[)\]]\.?))?"
        r"(?:\s?\[[0-9]{1,3}\]|(?<=\.)[0-9]{1,2})?\s*$",
    ),
    "page goes on": ("page-goes-on", r"^(?:%s)$"),
    "page of a document": ("named-page", r".*\w.*\b(?:%s)\b.*"),
    # beginnings of documents
    "form kind": ("form-kind", r"^.{0,45}\b(?:%s)\W{0,3}$"),
    "opening label": ("opening-label", r"(?i)^\W{0,3}(?:%s)\s{0,3}[:;]"),
    "letter opening": ("letter-opening", r"(?i)^\W{0,2}(?:%s)\b"),
    # names
    "ordinary word": ("ordinary-word", r"^(?:%s)$"),
    "person verb": ("person-verb", r"\s+(?i:%s)\b"),
    "common surname": ("common-surname", r"^(?:%s)$"),
    "name ahead": ("name-ahead", r"\G[ \t]+(?:%s)"),
    "part of a place": ("place-part", r"\b(?:%s)[ \t\r\n]+$"),
    # notes and marks
    "note": ("note", r"^(?:%s).*$"),
    "text": ("note-word", r"(?m)^(?!(?:%s))\W*(?:\p{L}[\p{L}'’.,-]*[ \t]+(?:[^\p{L}\r\n]*)){2}\p{L}"),
    "own reason": ("own-reason", r"\b(?:%s)\b"),
    "code like": ("code-like", r"%s"),
    "code at edge": ("code-at-edge", r"%s"),
    "line shape": ("line-shape", r"%s"),
    # paragraphs
    "goes on": ("goes-on", r"(?i)[^\W\d]\W+(?:%s)[^\p{L}\p{N}.:?!]{0,3}$"),
    "dated first": ("dated-first", r"^\W?(?:%s),"),
    "pronoun first": ("pronoun-first", r"(?i)^(?:%s)$"),
    "closing line": ("closing-line", r"(?i)^\W{0,3}(?:%s)\W{0,3}$"),
    "end of message": ("closing-line", r"(?i)^(?:\W*\w{1,2}\b){0,3}[\W\d_]*(?:%s)\b[\W_]*(?:\w{1,8}\W*)?$"),
    "source symbol": ("source-symbol", r"^\W{0,3}(?:%s)\b"),
    "heading": ("heading", r"(?i)^\W{0,3}(?:%s)\W{0,3}$"),
    "told heading": ("told-heading", r"^\W{0,3}(?:%s)\W{0,3}$"),
    "place of a lead": ("lead-place", r"^(?:\w?\W{1,4}){0,2}(?:%s)(?:\W{1,3}\w{1,2}){0,2}\W{0,4}$"),
    "no heading": ("no-heading", r"(?i)\b(?:%s)\b"),
    "officers": ("officers", r"\b(?P<label>%s)\s?:"),
    "originator": ("originator", r"^\W{0,3}(?:\w\W{1,3})?(?:%s)\s?:"),
    "distribution list": ("distribution-list", r"(?i)^\W{0,3}(?:%s)\W*(?:$|[:;])"),
    "copied to": ("copied-to", r"%s"),
    "listed copy": ("listed-copy", r"^\W*(?:%s)\W*$"),
    "filed copy": ("filed-copy", r"^(?:%s)$"),
    "label of copies": ("copies-label", r"(?i)^\W{0,3}(?:%s)\b"),
    "counted copies": ("counted-copies", r"^(?:%s)$"),
    "enclosure line": ("enclosure-line", r"(?i)^\W{0,3}(?:%s)\W*(?:$|:)"),
    "enclosed as": ("enclosed-as", r"(?i)^\W{0,3}(?:%s)\b"),
    "number below a report": ("report-number", r"^\W{0,3}(?:%s)$"),
    "signer's office": ("signers-office", r"^\W{0,3}(?:%s)\W*$"),
    "office symbol": ("office-symbol", r"^(?:\W*\p{L}{1,2}\W{1,3})?\W*(?:%s)\W*$"),
    "office name": ("office-name", r"^\W{0,3}(?:%s)\W*$"),
    "complimentary close": ("complimentary-close", r"(?i)^\W{0,3}(?:%s)\W*$"),
    "captioned number": (
        "number-caption",
        r"(?m)[^\r\n]*?\s{3,}(?P<number>[0-9]{1,4})[ \t]*(?:\r\n|\r|\n)[ \t]*(?:%s)\W*$",
    ),
    "end of a quotation": ("quotation-end", r"(?i)^\W{0,3}(?:%s)\W{0,3}$"),
    "signer": ("signer", r"(?:%s)"),
    "signed copy": ("signed-copy", r"^(?:%s)\W{0,2}\s\p{Lu}"),
    "signed for": ("signed-for", r"(?i)^\W{0,3}(?:%s)\W*$"),
    "operator": ("operator", r"(?:%s)"),
    "drafter": ("drafter", r"^\W{0,3}(?:%s)\W{0,3}$"),
    "clearance": ("clearance", r"^\W{0,3}(?:%s)\W{0,3}$"),
    "below text": ("below-text", r"(?i)^\W{0,3}(?:%s)"),
    "end mark": ("end-mark", r"(?i)^\W{0,3}(?:%s)\W{0,3}$"),
    "foot label": ("foot-label", r"(?i)^\W{0,3}(?:%s)\W{0,3}$"),
    "foot caption": ("foot-caption", r"(?i)^\W{0,3}(?:%s)\W{0,3}$"),
    "comment": ("comment", r"(?i)^.{0,6}\b(?:%s)\b\W"),
    # what engines write
    "placeholder": ("placeholder", r"(?i)\\?\[(?:%s)\\?\]"),
    "page heading": ("page-heading", r"(?m)(?:^|(?<=\f))[ \t]*(?:%s)[ \t]*(?:\r\n|\r|\n|\Z)"),
    "page break": ("page-break", r"(?m)^[ \t]*(?:%s)[ \t]*(?:\r\n|\r|\n|\Z)"),
    "page end": ("page-end", r"(?m)^[ \t]*(?:%s)[ \t]*(?:\r\n|\r|\n|\Z)"),
    "front matter": ("front-matter", r"(?m)(?:^|(?<=\f))(?:%s)[ \t]*(?:\r\n|\r|\n|\Z)"),
    "engine line": ("engine-line", r"(?m)(?:^|(?<=\f))[ \t]*(?:%s)[ \t]*(?:\r\n|\r|\n|(?=\f)|\Z)"),
    "engine markup": ("engine-markup", r"(?:%s)"),
    "page furniture": ("page-furniture", r"(?:%s)"),
    "page is empty": ("page-is-empty", r"(?mi)(?:^|(?<=\f))[ \t*_]*+[\[(]?(?:%s)[.!]?[\])]?[ \t*_]*(?=[\r\n\f]|\Z)"),
    # references and releases
    "cited": ("cited", r"%s"),
    "circular": ("circular", r"%s"),
    "withheld note": ("withheld-note", r"(?i)\[\*?\s*(?:%s)\s*\*?\]"),
    "archive foot": ("archive-foot", r"%s"),
    "release year": ("release-year", r"(?i)\b(?:%s)\b"),
    "date and pages of a sheet": ("sheet-extent", r"(?<!\p{L})(?:%s)(?![\p{L}\p{N}/])"),
    "release notice": ("release-notice", r"%s"),
}
"""What rules look for: the role of the patterns with the wording, and the expression in which it stands as ``%s``."""
ROLES = frozenset(role for role, _ in USES.values())
FILLER = regex.compile(r"\{([a-z]+)\}")
"""A name in braces in a pattern, for which the collection fills something in: {month}, {numeral}"""


@dataclass(frozen=True)
class Pattern:
    """One pattern of a role: a regular expression, examples that it must match, and decoys that it must not."""

    role: str
    name: str
    reads: str
    examples: tuple[str, ...]
    decoys: tuple[str, ...]
    source: str


class Patterns:
    """The patterns of a collection, compiled for each use when a rule first asks for it."""

    def __init__(self, patterns: Sequence[Pattern], collection: Collection) -> None:
        self.all = tuple(patterns)
        self._fillers = {  # what the collection fills in, by the names in braces
            "month": collection.calendar.month,
            "numeral": "|".join(collection.numerals[1:]),
            "minutes": collection.calendar.minutes,
        }
        self._compiled: dict[str, regex.Pattern[str]] = {}
        self._each: dict[str, Mapping[str, regex.Pattern[str]]] = {}

    def __getitem__(self, use: str) -> regex.Pattern[str]:
        """The compiled expression of a use; it matches nothing if the collection has no pattern of its role."""
        if use not in self._compiled:
            self._compiled[use] = self.compiled(use, self.all)
        return self._compiled[use]

    def each(self, use: str) -> Mapping[str, regex.Pattern[str]]:
        """The compiled expression of each pattern of a use by itself, by its name."""
        if use not in self._each:
            patterns = [pattern for pattern in self.all if pattern.role == USES[use][0]]
            self._each[use] = {pattern.name: self.compiled(use, [pattern]) for pattern in patterns}
        return self._each[use]

    def compiled(self, use: str, patterns: Sequence[Pattern]) -> regex.Pattern[str]:
        """The compiled expression of a use, with those of some patterns that have its role."""
        role, around = USES[use]
        words = "|".join(f"(?:{self.filled(pattern)})" for pattern in patterns if pattern.role == role)
        return regex.compile(around.replace("%s", words or "(?!)"))

    def filled(self, pattern: Pattern) -> str:
        """The regular expression of a pattern, filled in by the collection."""
        return FILLER.sub(lambda match: self._fillers.get(match[1], match[0]), pattern.reads)
