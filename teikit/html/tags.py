"""HTML that is safe whatever the text holds: every string is masked, made visible and escaped on its way in."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import regex

from teikit.passes.privacy import private
from teikit.wording import visible

MASK = "▮▮▮ private number"
"""Stands wherever a number of a living person stood."""
UNSEEN = regex.compile(r"\p{Cf}")
"""Characters that change how others look and are not seen themselves."""
VOID = frozenset({"meta", "path"})
"""Elements that have nothing inside; those of a drawing must say so."""
SPACE = regex.compile(r"\s")
SHORTEST = 9
"""Characters; a shorter string holds no private number."""


class Html(str):
    """Markup that is safe as it stands."""

    __slots__ = ()


def text(value: str) -> Html:
    r"""A string as content or value of an attribute: no private number, no hidden character, no markup.

    >>> text("<b>SSN 123-45-6789\u202e")
    '&lt;b&gt;SSN ▮▮▮ private number\\u202e'
    """
    if isinstance(value, Html):
        return value
    return Html(escape(UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", visible(masked(value)))))


def masked(value: str) -> str:
    """A string in which :data:`MASK` stands for each private number."""
    parts, end = [], 0
    for start, stop in hidden(value):
        parts += [value[end:start], MASK]
        end = stop
    return "".join([*parts, value[end:]])


def hidden(value: str) -> list[tuple[int, int]]:
    """Where private numbers stand, also such as have unseen characters or line ends among their digits."""
    if len(value) < SHORTEST or value.isalpha():
        return []
    if not UNSEEN.search(value):
        return [(span.start, span.end) for span in private(SPACE.sub(" ", value))]
    seen = [at for at, character in enumerate(value) if not UNSEEN.match(character)]
    plain = "".join(" " if value[at].isspace() else value[at] for at in seen)
    return [(seen[span.start], seen[span.end - 1] + 1) for span in private(plain)]


def tag(name: str, /, *inside: str, **attributes: str) -> Html:
    """An element. Attributes that are empty are left out; ``class_`` is class, ``aria_label`` is aria-label."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(value)}"' for key, value in attributes.items() if value
    )
    if name in VOID:
        return Html(f"<{name}{written}/>")
    return Html(f"<{name}{written}>{joined(inside)}</{name}>")


def joined(parts: Iterable[str], by: str = "") -> Html:
    """Strings and markup, one after the other."""
    return Html(by.join(map(text, parts)))


def bdi(value: str) -> Html:
    """Words from a document or a file name, kept apart from the direction of what stands around them."""
    return tag("bdi", value)
