"""Join several inputs into one, draft after draft, so that later steps need not know how many there were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import PurePosixPath
from typing import TypeVar

from teikit.core import Draft, Edit, Mark, Note, Piece, Proposal, Source, SourceFile, Span, attrs, kinds
from teikit.core.layout import Layout, LayoutBlock, LayoutLine, LayoutPage
from teikit.inputs import Input
from teikit.wording import visible

P = TypeVar("P", Edit, Mark, Proposal)
DEEPEST = 8  # number of parts of a path that is too large for a name


def names(inputs: Sequence[Input]) -> list[str]:
    """The names of the inputs, all different: each with as many of its folders as distinguish them all."""
    for length in range(1, DEEPEST):
        shown = [_last_parts(item, length) for item in inputs]
        if len(set(shown)) == len(shown):
            return shown
    return [visible(f"{number}/{item.name}") for number, item in enumerate(inputs, 1)]


def _last_parts(item: Input, length: int) -> str:
    """The last parts of the path of an input, as they can be shown."""
    parts = PurePosixPath(item.member or (item.path or PurePosixPath(item.name)).as_posix()).parts
    return visible("/".join(part for part in parts[-length:] if part not in ("/", "..", ".")))


def joined(drafts: Sequence[Draft], names: Sequence[str], title: str) -> Draft:
    """All drafts as one; ``names`` are those of their inputs, all different, ``title`` is the name of the whole.

    Each input begins a page, and is carried along as a file of its own, so that its bytes come back.
    """
    texts = [_with_line_end(draft.source.text) for draft in drafts]
    starts = list(accumulate(map(len, texts), initial=0))[:-1]
    parts = [part for draft, name in zip(drafts, names, strict=True) for part in _parts(draft.source, name)]
    source = Source(
        title,
        "".join(texts),
        notes=tuple(
            _moved_note(note, start) for draft, start in zip(drafts, starts, strict=True) for note in draft.source.notes
        ),
        layout=_layout(drafts, starts),
        parts=tuple(parts),
        members=tuple(zip(starts, names, strict=True)),
        origins=tuple((draft.source.files_digest, draft.source.record) for draft in drafts),
    )
    whole = Draft(source, ())
    for draft, start, text in zip(drafts, starts, texts, strict=True):
        whole = _appended(whole, draft, start, len(text) - len(draft.source.text))
    return whole


def _with_line_end(text: str) -> str:
    """A text whose last line ends, so that the next input does not go on in it."""
    if text.endswith("\n"):
        return text
    return text + (" \n" if text.endswith("\r") else "\n")  # CR and LF would be one line end


def _parts(source: Source, name: str) -> list[SourceFile]:
    """The files of a source under the name of its input, so that names stay different."""
    if not source.parts:
        is_said = source.bom or source.encoding == "utf-8"
        return [SourceFile(name, source.encode(), "text/plain" if is_said else f"text/plain;charset={source.encoding}")]
    if len(source.parts) == 1:
        return [replace(source.parts[0], name=name)]
    return [replace(part, name=f"{name}/{part.name}") for part in source.parts]


def _appended(whole: Draft, draft: Draft, start: int, added: int) -> Draft:
    """A draft with another after it, which begins at ``start`` of the joined source; ``added`` ends its last line."""
    moved_edits: dict[int, Edit] = {}

    def moved(edit: Edit) -> Edit:
        # An edit of several pieces must stay one and the same edit.
        if id(edit) not in moved_edits:
            moved_edits[id(edit)] = replace(edit, span=edit.span.moved(start))
        return moved_edits[id(edit)]

    pieces = [piece._replace(span=piece.span.moved(start), why=tuple(map(moved, piece.why))) for piece in draft.pieces]
    if added:
        end = start + len(draft.source.text)
        pieces.append(Piece(Span(end, end + added)))
    begins = Mark(Span(start, start), kinds.INPUT, "collate", attributes=attrs(n=len(whole.of_kind(kinds.INPUT)) + 1))
    return replace(
        whole,
        pieces=whole.pieces + tuple(pieces),
        marks=(*whole.marks, begins, *_marks(draft, start)),
        refused=whole.refused + tuple(_all_moved(draft.refused, start)),
        suggested=whole.suggested + tuple(map(moved, draft.suggested)),
        decided=whole.decided + tuple(decided.moved(start) for decided in draft.decided),
    )


def _marks(draft: Draft, start: int) -> list[Mark]:
    """The marks of an input. Its first page begins where the input does, even if text precedes its page heading."""
    first = next(iter(draft.of_kind(kinds.PAGE)), None)
    rest = [mark for mark in draft.marks if mark is not first]
    page = Mark(Span(start, start), kinds.PAGE, "pages", attributes=first.attributes if first else ())
    return [page, *_all_moved(rest, start)]


def _all_moved(proposals: Sequence[P], start: int) -> list[P]:
    return [replace(proposal, span=proposal.span.moved(start)) for proposal in proposals]


def _moved_note(note: Note, start: int) -> Note:
    return note if note.offset is None else note._replace(offset=note.offset + start)


def _layout(drafts: Sequence[Draft], starts: Sequence[int]) -> Layout | None:
    """The layouts of all inputs as one, with a page without size for an input that has none; None if all have none."""
    layouts = [draft.source.layout for draft in drafts]
    if not any(layouts):
        return None
    pages: list[LayoutPage] = []
    for draft, layout, start in zip(drafts, layouts, starts, strict=True):
        if layout:
            pages += [_page(page, start) for page in layout.pages]
        else:
            pages.append(LayoutPage(Span(start, start + len(draft.source.text)), 0, 0, "", ()))
    return Layout(tuple(pages), next(layout.engine for layout in layouts if layout))


def _page(page: LayoutPage, by: int) -> LayoutPage:
    blocks = tuple(_block(block, by) for block in page.blocks)
    return replace(page, span=page.span.moved(by), blocks=blocks)


def _block(block: LayoutBlock, by: int) -> LayoutBlock:
    lines = tuple(_line(line, by) for line in block.lines)
    return block._replace(span=block.span.moved(by), lines=lines)


def _line(line: LayoutLine, by: int) -> LayoutLine:
    words = tuple(word._replace(span=word.span.moved(by)) for word in line.words)
    cells = tuple(cell._replace(span=cell.span.moved(by)) for cell in line.cells)
    return line._replace(span=line.span.moved(by), words=words, cells=cells)
