"""The table of the kinds of marks: what the marked text is, where it goes in the TEI, and its name in summaries.

All code that depends on the kind of a mark uses this table. A pass that marks a new kind adds a row; a pass outside
teikit calls :func:`add` in its own file. Marks of a kind without a row are never written to TEI.
"""

from __future__ import annotations

from enum import StrEnum


class Layer(StrEnum):
    """The layer of the page to which a marked stretch belongs."""

    PAGE = "page"  # the place where a page or an input begins
    BODY = "body"  # the message itself
    FORME_WORK = "forme work"  # what belongs to the page, not to the message
    NOTE = "note"  # what was put on the page later
    GAP = "gap"  # text that is missing
    NAME = "name"  # a name, a date, a number, a tick box inside something else
    APPARATUS = "apparatus"  # what the collation of releases found about a stretch
    ENGINE = "engine"  # markup of the OCR engine, which is not on the page; it is only in sourceDoc
    UNKNOWN = "unknown"  # a kind without a row here


class Role(StrEnum):
    """The part that a mark plays in the division of a telegram, or a place there that no mark makes."""

    OPENER = "opener"  # in the opener; a paragraph of its own once the text has begun
    P = "p"
    ITEM = "item"  # in the list that comes last, else in a new one
    HEAD = "head"  # the head of the document at its top, else of a section that it begins
    ON = "on"  # the part of a paragraph that continues from the page before
    CLOSER = "closer"  # in the closer; a paragraph of its own if text follows
    POSTSCRIPT = "postscript"
    ASIDE = "aside"  # outside the running text
    INSIDE = "inside"  # in the element around it
    SPECK = "speck"  # a line of specks, which goes into the element of the text before it
    PB = "pb"  # the beginning of a page
    MISSING = "missing"  # a page that is not in the input
    MISFILED = "misfiled"  # a page that was filed with another telegram
    LEAF = "leaf"  # a leaf of another telegram, with all that is on it
    SHEET = "sheet"  # outside the running text, and a row of a table, or in the opener above fields


class Kind(str):
    """A kind of mark: its name in reports, and the columns of its row.

    ``element`` and ``type`` are those of the TEI (where ``type`` is empty, that of the mark is used), ``place`` is the
    part of the page where an aside is (empty if that is found out). ``label`` and ``plural`` are what people call it in
    a summary, which leaves out the kinds without a label.
    """

    layer: Layer
    role: Role
    element: str
    type: str
    place: str
    label: str
    plural: str

    def __new__(
        cls,
        name: str,
        layer: Layer = Layer.UNKNOWN,
        role: Role = Role.INSIDE,
        element: str = "",
        type: str = "",
        place: str = "",
        label: str = "",
        plural: str = "",
    ) -> Kind:
        """A kind with the columns of its row."""
        kind = super().__new__(cls, name)
        kind.layer, kind.role = layer, role
        kind.element, kind.type, kind.place = element, type, place
        kind.label, kind.plural = label, plural or f"{label}s"
        return kind

    def __reduce__(self) -> tuple[object, ...]:
        """A copy of a row is the row itself."""
        return named, (str(self),)

    @property
    def is_aside(self) -> bool:
        """Whether text of this kind is outside the running text."""
        return self.role in (Role.ASIDE, Role.SHEET)

    @property
    def is_block(self) -> bool:
        """Whether text of this kind is a block of the message: a paragraph, a field, a signature."""
        return self.layer is Layer.BODY and self.role not in (Role.SPECK, Role.SHEET)

    @property
    def is_inline(self) -> bool:
        """Whether a mark of this kind may be inside a block or an aside: a name, a gap, a reading."""
        return self.layer in (Layer.NAME, Layer.GAP, Layer.APPARATUS)


# places where something begins
PAGE = Kind("page", Layer.PAGE, Role.PB, "pb", label="page")
COVER = Kind("cover", Layer.PAGE)  # a slip sheet
DOCUMENT = Kind("document", Layer.PAGE)  # one of the documents of an input, with its genre
INPUT = Kind("input", Layer.PAGE)  # one of several inputs
ROUTING = Kind("routing sheet", Layer.PAGE)  # a page of printed boxes that says who is to see the document below it
PART = Kind("part", Layer.PAGE)  # a later page with a header of its own: the memorandum after its routing slip
# things that belong to the page, or were put on it
RUNNING_HEAD = Kind("header", Layer.FORME_WORK, Role.ASIDE, "fw", "header", "top", label="running head")
PAGE_NUMBER = Kind("pageNum", Layer.FORME_WORK, Role.INSIDE, "fw", "pageNum", "top", label="page number")
CLASSIFICATION = Kind(
    "classification", Layer.FORME_WORK, Role.ASIDE, "fw", "classification", label="classification banner"
)
CAPTION = Kind("caption", Layer.FORME_WORK, Role.ASIDE, "fw", "caption", label="caption")
BANNER = Kind("banner", Layer.FORME_WORK, Role.ASIDE, "fw", "banner", label="illegible banner")
"""A classification or caption that is too garbled to identify: ``GECE TOP, SECRET``."""
LETTERHEAD = Kind("letterhead", Layer.FORME_WORK, Role.ASIDE, "fw", "letterhead")
LABEL = Kind("label", Layer.FORME_WORK, Role.ASIDE, "fw", "form", label="label of a form", plural="labels of a form")
STAMP = Kind("stamp", Layer.NOTE, Role.ASIDE, "note", "stamp", label="stamp")
NOISE = Kind("noise", Layer.NOTE, Role.ASIDE, "note", "illegible", label="illegible line")
"""The illegible text that an engine made of handwriting, specks or a photostat."""
FOOTNOTE = Kind("footnote", Layer.NOTE, Role.ASIDE, "note", "footnote", "bottom", label="footnote")
"""A footnote of the editors of a printed volume."""
CATCHWORD = Kind("catch", Layer.FORME_WORK, Role.ASIDE, "fw", "catch", "bottom", label="catchword")
MARKUP = Kind("markup", Layer.ENGINE, Role.ASIDE)
ENGINE_HEADING = Kind("heading", Layer.ENGINE, Role.ASIDE)
"""The heading that an engine gave a page: ``## Page 3``."""
# text that reviewers withheld
GAP = Kind("gap", Layer.GAP, Role.P, "gap", label="gap")
RECOVERED = Kind("recovered", Layer.GAP, Role.P, "supplied")  # text that another release prints there
PRIVATE = Kind("private", Layer.GAP, Role.INSIDE, "gap")  # a number of a living person
EXEMPTION = Kind("exemption", Layer.NOTE, Role.ASIDE, "note", "exemption", "margin", label="exemption code")
# the message
FIELD = Kind("field", Layer.BODY, Role.OPENER, "seg", label="header field")
CORRESPONDENTS = frozenset({"to", "from"})
"""The types of the fields that name addressee and sender."""
P = Kind("p", Layer.BODY, Role.P, "p", label="paragraph")
ITEM = Kind("item", Layer.BODY, Role.P, "item", label="item of a list", plural="items of lists")
TABLE = Kind("table", Layer.BODY, Role.P, "table", label="table")
SIGNED = Kind("signed", Layer.BODY, Role.CLOSER, "persName")
SHEET = Kind("sheet", Layer.BODY, Role.SHEET, "seg", label="line of a sheet", plural="lines of a sheet")
INITIALS = Kind("initials", Layer.BODY, Role.CLOSER, "seg", "initials")
CLOSING = Kind("closer", Layer.BODY, Role.CLOSER, "seg", label="closing line")
"""A line below the text other than a signature: the end mark, enclosures, copies, the officers who released it."""
POSTSCRIPT = Kind("postscript", Layer.BODY, Role.POSTSCRIPT, "p")
SPECK = Kind("speck", Layer.BODY, Role.SPECK)  # specks that no block holds
# marks inside all these
IDNO = Kind("idno", Layer.NAME, Role.INSIDE, "idno")
DATE = Kind("date", Layer.NAME, Role.INSIDE, "date")
PLACE_NAME = Kind("placeName", Layer.NAME, Role.INSIDE, "placeName")
ROLE_NAME = Kind("roleName", Layer.NAME, Role.INSIDE, "roleName")
ORG_NAME = Kind("orgName", Layer.NAME, Role.INSIDE, "orgName")
PERS_NAME = Kind("persName", Layer.NAME, Role.INSIDE, "persName")
CELL = Kind("cell", Layer.NAME, Role.INSIDE, "cell")  # of a table; @row says which
FOREIGN = Kind(
    "foreign", Layer.NAME, Role.INSIDE, "foreign",
    label="passage in another language", plural="passages in another language",
)  # fmt: skip
UNCLEAR = Kind("unclear", Layer.NAME, Role.INSIDE, "unclear", label="unclear word")  # illegible
OPTION = Kind("option", Layer.NAME, Role.INSIDE, "seg", "option")  # a tick box
WITHHELD = Kind("withheld", Layer.APPARATUS, Role.INSIDE, "supplied")  # text that another release withholds
VARIANT = Kind("variant", Layer.APPARATUS, Role.INSIDE, "seg")  # text that differs between releases

KINDS: dict[str, Kind] = {str(kind): kind for kind in tuple(globals().values()) if isinstance(kind, Kind)}
"""The rows above by name, in the order in which a summary counts them."""


def add(kind: Kind) -> Kind:
    """Add a row for a new kind to the table, and return the kind.

    Raises ValueError for a name that already has a row.
    """
    if kind in KINDS:
        raise ValueError(f"there is a kind of mark called {str(kind)!r} already")
    KINDS[str(kind)] = kind
    return kind


def named(name: str) -> Kind:
    """The kind with a name; without a row it is a kind of layer UNKNOWN."""
    return KINDS.get(name) or Kind(name)


def blocks() -> list[Kind]:
    """The kinds that are blocks of the message."""
    return [kind for kind in KINDS.values() if kind.is_block]


def of_layer(layer: Layer) -> list[Kind]:
    """The kinds of a layer."""
    return [kind for kind in KINDS.values() if kind.layer is layer]
