"""Build safe HTML from any text: every string is masked, made visible and escaped when it is inserted.

A page needs no network. Its content security policy allows its own style sheet only, unless a page of the review or of
a site needs scripts.
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

from teikit.passes import privacy
from teikit.wording import visible

MASK = "▮▮▮ private number"
"""Text in the place of a number of a living person."""
INVISIBLE = regex.compile(r"\p{Cf}")
"""Format characters, which change the appearance of their neighbours: ``\\u202e`` turns ``gpj.exe`` round."""
VOID = frozenset({"meta", "path", "input", "img"})
"""Elements that are written without content and end tag; ``path`` must be closed as in XML."""
OWN_FILES = "'self' file:"
"""Sources of the policy for files next to a page, even if it is opened from the disk instead of a server."""


class Html(str):
    """Markup that is safe as it is. The results of string methods on it are plain strings, which are escaped again."""

    __slots__ = ()


# ---------------------------------------------------------------- strings


def text(value: str) -> Html:
    r"""A string as content or value of an attribute: no private number, no hidden character, no markup.

    >>> text("<b>SSN 123-45-6789\u202e")
    '&lt;b&gt;SSN ▮▮▮ private number\\u202e'
    """
    return value if isinstance(value, Html) else escaped(masked(value))


def escaped(value: str) -> Html:
    """A string without masking, such as the name of a file that people look for: no hidden character, no markup."""
    return Html(escape(INVISIBLE.sub(lambda match: f"\\u{ord(match[0]):04x}", visible(value))))


def masked(value: str) -> str:
    """A string with :data:`MASK` in the place of each private number."""
    return privacy.masked(value, MASK)


# ---------------------------------------------------------------- elements


def tag(name: str, /, *content: str, **attributes: str) -> Html:
    """An element. Empty attributes are left out; ``class_`` becomes class, ``aria_label`` becomes aria-label."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(value)}"' for key, value in attributes.items() if value
    )
    if name in VOID:
        return Html(f"<{name}{written}/>")
    return Html(f"<{name}{written}>{joined(content)}</{name}>")


def joined(parts: Iterable[str], separator: str = "") -> Html:
    """Strings, which are escaped, and markup, one after the other with a ``separator`` between them."""
    return Html(separator.join(map(text, parts)))


def bdi(value: str) -> Html:
    """Words from a document or a file name, isolated so that right-to-left letters do not turn the text around them."""
    return tag("bdi", value)


# ---------------------------------------------------------------- pages


def document(
    title: str,
    style: str,
    *content: Html,
    scripts: Sequence[str] = (),
    linked: str = "",
    data: object = None,
    directives: str = "",
    **metas: str,
) -> bytes:
    """A whole page in UTF-8; the same arguments give the same bytes.

    ``style`` names a style sheet next to this module, which is put into the page after the common one; ``content`` is
    that of the body. ``scripts`` name files next to this module, which are put into the page and find ``data`` in it as
    JSON; one more script may be ``linked`` by its address. ``directives`` are added to the policy: ``img-src 'self'``
    if a page shows pictures. ``metas`` become ``<meta name content>``, their names written as attributes of
    :func:`tag`.
    """
    css, code = _resource("look.css") + _resource(style), "".join(map(_resource, scripts))
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        # The quotes of the policy belong to its grammar; escaped they would mean the same but be harder to read.
        Html(f'<meta http-equiv="Content-Security-Policy" content="{_policy(css, code, linked, directives)}"/>'),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        *(tag("meta", name=name.replace("_", "-"), content=value) for name, value in metas.items()),
        tag("title", title),
        tag("style", Html(css)),
    )
    end = [tag("script", _json(data), type="application/json", id="data")] if data is not None else []
    end += [tag("script", src=linked)] if linked else []
    end += [tag("script", Html(code))] if code else []
    return f"<!DOCTYPE html>\n{tag('html', head, tag('body', *content, *end), lang='en')}\n".encode()


def _policy(css: str, code: str, linked: str, directives: str) -> str:
    """The content security policy of a page: its own style sheet and script, known by their hashes, and no others."""
    policy = f"default-src 'none'; style-src {_hash(css)}; base-uri 'none'; form-action 'none'"
    if code:
        policy += f"; script-src {_hash(code)}{' ' + OWN_FILES if linked else ''}"
    return f"{policy}; {directives}" if directives else policy


@cache
def _resource(name: str) -> str:
    """The text of a file next to this module."""
    return importlib.resources.files("teikit.html").joinpath(name).read_text(encoding="utf-8")


@cache
def _hash(code: str) -> str:
    """The hash of a style sheet or script, in the form of a content security policy."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


def _json(data: object) -> Html:
    """Data as JSON that cannot end the element around it: ``<`` is escaped."""
    return Html(json.dumps(data, separators=(",", ":")).replace("<", "\\u003c"))
