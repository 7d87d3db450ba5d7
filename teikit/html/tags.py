"""HTML that is safe whatever the text holds: every string is masked, made visible and escaped on its way in.

Pages need no network and run no scripts; their policy forbids everything but their own style sheet.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.resources
import json
from collections.abc import Iterable, Sequence
from functools import cache
from html import escape

import regex

from teikit.passes.privacy import private
from teikit.wording import visible

MASK = "▮▮▮ private number"
"""Text in the place of a number of a living person."""
UNSEEN = regex.compile(r"\p{Cf}")
"""Invisible characters that change how their neighbours look: ``\\u202e`` turns ``gpj.exe`` round."""
VOID = frozenset({"meta", "path", "input", "img"})
"""Elements without content; within a drawing such an element must be closed."""
OWN_FILES = "'self' file:"
"""The files beside a page, even where it is opened from the disk and not from a server."""
SPACE = regex.compile(r"\s")
SHORTEST_NUMBER = 9  # characters of the shortest private number, 123456789


class Html(str):
    """Markup that is safe as it stands. Any operation on it gives a plain string again, which is escaped once more."""

    __slots__ = ()


# ---------------------------------------------------------------- strings


def text(value: str) -> Html:
    r"""A string as content or value of an attribute: no private number, no hidden character, no markup.

    >>> text("<b>SSN 123-45-6789\u202e")
    '&lt;b&gt;SSN ▮▮▮ private number\\u202e'
    """
    return value if isinstance(value, Html) else unmasked(masked(value))


def unmasked(value: str) -> Html:
    """A string that must stay as it is, such as the name of a file that people look for: escaped, but not masked."""
    return Html(escape(UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", visible(value))))


def masked(value: str) -> str:
    """A string in which :data:`MASK` stands for each private number."""
    parts, end = [], 0
    for start, stop in private_ranges(value):
        parts += [value[end:start], MASK]
        end = stop
    return "".join([*parts, value[end:]])


def private_ranges(value: str) -> list[tuple[int, int]]:
    """Start and end of each private number in a string.

    Numbers with unseen characters or line ends among their digits count: ``123\\u200b-45-6789``.
    """
    if len(value) < SHORTEST_NUMBER or value.isalpha():
        return []
    if not UNSEEN.search(value):
        return [(span.start, span.end) for span in private(SPACE.sub(" ", value))]
    # Look for numbers in the visible text, and map them back to offsets of the whole.
    seen = [at for at, character in enumerate(value) if not UNSEEN.match(character)]
    plain = "".join(" " if value[at].isspace() else value[at] for at in seen)
    return [(seen[span.start], seen[span.end - 1] + 1) for span in private(plain)]


# ---------------------------------------------------------------- elements


def tag(name: str, /, *content: str, **attributes: str) -> Html:
    """An element. Attributes that are empty are left out; ``class_`` is class, ``aria_label`` is aria-label."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(value)}"' for key, value in attributes.items() if value
    )
    if name in VOID:
        return Html(f"<{name}{written}/>")
    return Html(f"<{name}{written}>{joined(content)}</{name}>")


def joined(parts: Iterable[str], separator: str = "") -> Html:
    """Strings and markup, one after the other."""
    return Html(separator.join(map(text, parts)))


def bdi(value: str) -> Html:
    """Words from a document or a file name, kept apart from the direction of the letters around them."""
    return tag("bdi", value)


# ---------------------------------------------------------------- pages


def document(
    title: str,
    style: str,
    *content: Html,
    scripts: Sequence[str] = (),
    linked: str = "",
    data: object = None,
    sources: str = "",
    **metas: str,
) -> bytes:
    """A whole page in UTF-8.

    ``style`` names a style sheet beside this module, which becomes part of the page behind what all pages have in
    common; ``content`` is that of the body;
    ``metas`` are further ``<meta name content>``, their names written as the attributes of :func:`tag`. A page of a
    program of ours may have ``scripts``, files beside this module, which find ``data`` in the page as JSON, and one
    more that is ``linked`` by its address. ``sources`` are further directives of the policy: ``img-src 'self'`` where
    a page shows pictures.
    """
    css = _beside("look.css") + _beside(style)
    policy = f"default-src 'none'; style-src {_hash(css)}; base-uri 'none'; form-action 'none'"
    code = "".join(map(_beside, scripts))
    if code:
        policy += f"; script-src {_hash(code)}{' ' + OWN_FILES if linked else ''}"
    policy += f"; {sources}" if sources else ""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        # The quotes of the policy are those of its grammar; escaped they would mean the same and read worse.
        Html(f'<meta http-equiv="Content-Security-Policy" content="{policy}"/>'),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        *(tag("meta", name=name.replace("_", "-"), content=value) for name, value in metas.items()),
        tag("title", title),
        tag("style", Html(css)),
    )
    end = [tag("script", _json(data), type="application/json", id="data")] if data is not None else []
    end += [tag("script", src=linked)] if linked else []
    end += [tag("script", Html(code))] if code else []
    return f"<!DOCTYPE html>\n{tag('html', head, tag('body', *content, *end), lang='en')}\n".encode()


@cache
def _beside(name: str) -> str:
    """The text of a file beside this module."""
    return importlib.resources.files("teikit.html").joinpath(name).read_text(encoding="utf-8")


@cache
def _hash(code: str) -> str:
    """A style sheet or script as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


def _json(data: object) -> Html:
    """Data as JSON that cannot close the element it stands in."""
    return Html(json.dumps(data, separators=(",", ":")).replace("<", "\\u003c"))
