"""HTML pages that need no network and run no script: a few functions over lxml, which escapes whatever goes in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from teikit.wording import visible

GENERATOR = b'<meta name="generator" content="teikit">'
MOST = 1_000_000
"""Bytes of rows on one page; the whole stays well below two million."""
LONGEST = 600
"""Characters of one cell."""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #222 }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2rem } a { color: #05559b }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top; padding: .3rem .6rem }
th { border-bottom: 2px solid #888 } td { border-bottom: 1px solid #ddd; overflow-wrap: anywhere }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; overflow-wrap: normal }
table.few { width: auto; min-width: 26rem; margin-bottom: 1.5rem }
nav { margin: 1rem 0 } nav a, nav b { margin-right: .8rem }
code { white-space: nowrap } td:first-child:not(.n) { min-width: 13rem }
.bad { color: #a11212; font-weight: 600 }
.bar { display: inline-block; height: .7rem; background: #7a9cc0 } .quiet { color: #666 }
@media (prefers-color-scheme: dark) { body { background: #181818; color: #ddd } a { color: #8ab8e8 }
  td { border-color: #333 }
code { white-space: nowrap } td:first-child:not(.n) { min-width: 13rem }
.bad { color: #ff8a8a } .quiet { color: #999 } }
"""

Content = etree._Element | str


def tag(name: str, /, *content: Content, **attributes: str) -> etree._Element:
    """An element; ``class_`` stands for the attribute class. What a terminal or an eye would miss is made visible."""
    element = etree.Element(name, {key.rstrip("_"): visible(value) for key, value in attributes.items()})
    for one in content:
        if isinstance(one, str):
            _add_text(element, visible(one))
        else:
            element.append(one)
    return element


def _add_text(element: etree._Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def text(value: str) -> etree._Element:
    """A text from outside: in its own direction whatever letters it has, and cut where it is very long."""
    line = " ".join(value.split("\n"))
    return tag("bdi", line if len(line) <= LONGEST else f"{line[:LONGEST]} ...")


def code(value: str) -> etree._Element:
    """A code or the name of a rule, which is never broken into two lines."""
    return tag("code", value)


def table(heads: Sequence[str], rows: Iterable[etree._Element], few: bool = False) -> etree._Element:
    """A table of rows made by :func:`row`; a head that begins with # is one of numbers, ``few`` is for a small one."""
    cells = [tag("th", head.lstrip("#"), **({"class_": "n"} if head.startswith("#") else {})) for head in heads]
    body = tag("tbody")
    body.extend(rows)
    return tag("table", tag("thead", tag("tr", *cells)), body, **({"class_": "few"} if few else {}))


def row(cells: Iterable[Content | int | list[Content]]) -> etree._Element:
    """A row: numbers stand to the right, a list is one cell of several things."""
    made = []
    for cell in cells:
        if isinstance(cell, int):
            made.append(tag("td", f"{cell:,}", class_="n"))
        else:
            made.append(tag("td", *(cell if isinstance(cell, list) else [cell])))
    return tag("tr", *made)


def paged(rows: Iterable[etree._Element]) -> Iterator[list[etree._Element]]:
    """Rows in pages, each small enough; one empty page where there are none."""
    page: list[etree._Element] = []
    size = 0
    for one in rows:
        length = len(etree.tostring(one, encoding="utf-8"))
        if page and size + length > MOST:
            yield page
            page, size = [], 0
        page.append(one)
        size += length
    yield page


def document(title: str, *content: Content) -> bytes:
    """A whole page."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", **{"http-equiv": "Content-Security-Policy", "content": POLICY}),
        tag("meta", name="generator", content="teikit"),
        tag("meta", name="viewport", content="width=device-width"),
        tag("title", title),
    )
    style = tag("style")
    style.text = STYLE
    head.append(style)
    html = tag("html", head, tag("body", tag("h1", title), *content), lang="en")
    return etree.tostring(html, method="html", encoding="utf-8", doctype="<!DOCTYPE html>", pretty_print=False) + b"\n"


def numbered(name: str, number: int) -> str:
    """The file name of a page of a list."""
    return f"{name}-{number}.html"


def with_more(pages: Iterable[list[etree._Element]]) -> Iterator[tuple[list[etree._Element], bool]]:
    """Pages, and whether another one follows; never more than two are in memory."""
    rest = iter(pages)
    now = next(rest, None)
    while now is not None:
        following = next(rest, None)
        yield now, following is not None
        now = following


def steps(name: str, number: int, more: bool) -> etree._Element:
    """Links to the overview and to the pages before and after this one."""
    links = [tag("a", "Overview", href="index.html")]
    if number > 1:
        links += [tag("a", "First", href=numbered(name, 1)), tag("a", "Before", href=numbered(name, number - 1))]
    if more:
        links.append(tag("a", "Next", href=numbered(name, number + 1)))
    return tag("nav", *links)


def is_ours(head: bytes) -> bool:
    """Whether a file that begins so is a page of an overview."""
    return GENERATOR in head
