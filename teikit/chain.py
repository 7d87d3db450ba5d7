"""The order of the passes, on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from teikit.authorities.entries import folded
from teikit.core import Certainty, Draft, Edit, Proposal, Source, kinds
from teikit.lexicon import Lexicon, load
from teikit.options import DEFAULT_OPTIONS, Options
from teikit.own_passes import Pass, check_names, guarded, installed_passes, name_of
from teikit.passes.banners import banners
from teikit.passes.blanks import blanks
from teikit.passes.catchwords import catchwords
from teikit.passes.characters import characters
from teikit.passes.closers import closers
from teikit.passes.confusions import confusions
from teikit.passes.decision import decided
from teikit.passes.endings import endings
from teikit.passes.exemptions import exemptions
from teikit.passes.fields import fields
from teikit.passes.foreign import foreign
from teikit.passes.forms import forms
from teikit.passes.gaps import gaps
from teikit.passes.genres import genres
from teikit.passes.heads import heads
from teikit.passes.hyphens import hyphens
from teikit.passes.lines import lines
from teikit.passes.markup import markup
from teikit.passes.names import names
from teikit.passes.pages import pages
from teikit.passes.paragraphs import paragraphs
from teikit.passes.recurring import recurring
from teikit.passes.specks import specks
from teikit.passes.stamps import stamps
from teikit.passes.strays import strays
from teikit.passes.tables import tables
from teikit.passes.volumes import volumes
from teikit.passes.words import words
from teikit.rulebook import BESIDE_THE_CHAIN
from teikit.words.in_print import is_as_printed

LAYERS: tuple[Pass, ...] = (
    tables,
    markup,
    characters,
    pages,
    genres,
    banners,
    forms,
    heads,
    stamps,
    gaps,
    blanks,
    exemptions,
    catchwords,
    strays,
    volumes,
    fields,
    closers,
    foreign,
    recurring,
    lines,
    endings,
    paragraphs,
)
"""The passes that say what a stretch of the page is. Layers come first: a stamp left in the text is a wrong word to
every later pass."""

WORDS: tuple[Pass, ...] = (confusions, hyphens, words, specks)
"""The passes for how the words read, in the running text and in each aside."""

NEEDED = frozenset({"pages", "paragraphs"})
"""The passes without which no telegram can be made; all other rules may be left out."""

CHAIN = LAYERS + WORDS
RULES = tuple(propose.__name__ for propose in CHAIN)


def correct(
    source: Source, lexicon: Lexicon | None = None, options: Options = DEFAULT_OPTIONS, passes: Sequence[Pass] = ()
) -> Draft:
    """Run each pass on the draft that the passes before it left.

    Edits less certain than ``options.certainty`` are kept as suggestions; the passes named in ``options.without`` are
    left out, except those that are ``NEEDED``. Installed passes and those given run between ``LAYERS`` and ``WORDS``,
    in this order, on the running text (:mod:`teikit.own_passes`). Names of the lists in the lexicon are recognised
    last, when the words are corrected. What persons decided comes first and stands, whatever is left out
    and however certain corrections must be.
    """
    lexicon, at_least = lexicon or load(), options.at_least
    without = set(options.without) - NEEDED
    draft = decided(Draft.of(source), lexicon)
    for propose in LAYERS:
        if propose.__name__ not in without:
            draft = draft.apply(propose(draft, lexicon), at_least)
    for propose in passes_of_others(passes):
        if name_of(propose) not in without:
            draft = draft.apply(guarded(propose, draft, lexicon), at_least)
    chosen = tuple(propose for propose in WORDS if propose.__name__ not in without)
    read = partial(_read, passes=chosen, lexicon=lexicon, at_least=at_least)
    corrected = read(draft.inside_each(read))
    return corrected.apply(names(corrected, lexicon), at_least) if lexicon.authorities else corrected


def passes_of_others(passes: Sequence[Pass] = ()) -> tuple[Pass, ...]:
    """The installed passes, and those given after them. Raises PASS-IMPORT and PASS-NAME."""
    added = (*installed_passes(), *passes)
    check_names(added, (*RULES, *BESIDE_THE_CHAIN))
    return added


def _read(draft: Draft, passes: tuple[Pass, ...], lexicon: Lexicon, at_least: Certainty) -> Draft:
    """The draft with its words corrected; but for sheets, typed by archivists and all names, and what is illegible."""
    if draft.kind in (kinds.SHEET, kinds.NOISE):
        return draft
    for propose in passes:
        proposals = _where_read(draft, propose(draft, lexicon))
        draft = draft.apply(_but_as_written(draft, proposals, lexicon), at_least)
    return draft


def _but_as_written(draft: Draft, proposals: Iterable[Proposal], lexicon: Lexicon) -> Iterator[Proposal]:
    """The proposals that do not change what somebody wrote so: a spelling of a listed name, a reference to a footnote.

    DOBRINYN is not a misread DOBRYNIN, nor is ``Kingdom1`` in a printed volume misread.
    """
    is_printed = draft.kind == kinds.FOOTNOTE or any(mark.rule == volumes.__name__ for mark in draft.marks)
    for proposal in proposals:
        if not isinstance(proposal, Edit):
            yield proposal
            continue
        reading = draft.text[slice(*proposal.span)]
        is_right = is_printed and is_as_printed(reading, proposal.new)
        if not is_right and not _is_spelling(reading, proposal.new, lexicon):
            yield proposal


def _is_spelling(reading: str, correction: str, lexicon: Lexicon) -> bool:
    """Whether a reading is a typist's spelling of the listed name that a correction would make of it."""
    if not lexicon.authorities:
        return False
    old, new = folded(reading), folded(correction)
    return len(old) == len(new) == 1 and lexicon.authorities.is_spelling(old[0], new[0])


def _where_read(draft: Draft, proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """The proposals for words of the collection's language that somebody can read: others are nobody's errors.

    A bracket of a gap is not part of a word, though it may touch one: ``[ ]–IN-``.
    """
    apart = draft.of_kind(kinds.FOREIGN, kinds.UNCLEAR, kinds.GAP)
    stretches = [draft.to_text_span(mark.span) for mark in apart]
    printed = [span for span in stretches if span.start < span.end]  # a gap may be a place between two letters
    for proposal in proposals:
        if not any(start < proposal.span.end and proposal.span.start < end for start, end in printed):
            yield proposal
