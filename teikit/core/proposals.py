"""The proposals of a pass: edits and marks, with their certainty and evidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from teikit.core.kinds import Kind, named
from teikit.core.span import Span


class Certainty(IntEnum):
    """The certainty of an edit; the names in lower case are the values of TEI ``@cert``. Also used as a threshold."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3

    def __str__(self) -> str:
        return self.name.lower()


class Evidence(StrEnum):
    """The evidence for an edit: the values of TEI ``@evidence``."""

    INTERNAL = "internal"
    EXTERNAL = "external"
    CONJECTURE = "conjecture"


@dataclass(frozen=True, slots=True)
class Edit:
    """The statement that the characters at ``span`` should read ``new``.

    ``source`` names the witnesses on which it is based, if the evidence is external. ``chance`` is how likely the new
    reading is to be right and ``harm`` how likely the old one was, from 0 to 1; None if the rule does not calculate
    them. ``candidates`` are the readings that the rule considered, best first. ``who`` are the people who decided it.
    """

    span: Span
    new: str
    rule: str
    cert: Certainty = Certainty.HIGH
    evidence: Evidence = Evidence.INTERNAL
    why: str = ""
    source: tuple[str, ...] = ()
    chance: float | None = None
    harm: float | None = None
    candidates: tuple[str, ...] = ()
    who: tuple[str, ...] = ()

    @property
    def by(self) -> tuple[str, ...]:
        """Who answers for it: the people who decided it, else the rule."""
        return self.who or (self.rule,)


@dataclass(frozen=True, slots=True)
class Mark:
    """The statement that the characters at ``span`` are something: a running head, a gap, a paragraph.

    ``kind`` is the row of the table of kinds (:mod:`teikit.core.kinds`) with the given name. An *aside* is outside the
    running text, so drafts leave it out of their ``text``. ``who`` are the people who decided it.
    """

    span: Span
    kind: Kind
    rule: str
    attributes: tuple[tuple[str, str], ...] = ()
    cert: Certainty = Certainty.HIGH
    why: str = ""
    who: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", named(self.kind))

    @property
    def by(self) -> tuple[str, ...]:
        """Who answers for it: the people who decided it, else the rule."""
        return self.who or (self.rule,)

    @property
    def aside(self) -> bool:
        """Whether it is outside the running text."""
        return self.kind.is_aside

    def get(self, name: str, default: str = "") -> str:
        """The value of an attribute, or ``default``."""
        for key, value in self.attributes:
            if key == name:
                return value
        return default


Proposal = Edit | Mark


def attrs(**values: str | int | None) -> tuple[tuple[str, str], ...]:
    """Attributes of a mark, in the order given; those that are None or empty are left out."""
    return tuple((name, str(value)) for name, value in values.items() if value is not None and value != "")
