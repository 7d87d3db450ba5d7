"""The order in which the passes run."""

from __future__ import annotations

from collections.abc import Sequence

from teikit.core import Draft, Source
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
from teikit.word_passes import with_words_corrected

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
"""The passes that find what each part of the page is. They run first: to later passes, a stamp left in the text is a
wrong word."""

WORDS: tuple[Pass, ...] = (confusions, hyphens, words, specks)
"""The passes that correct words, in the running text and in each aside."""

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
    last, when the words are corrected. The decisions of people are applied first; they hold whatever is left out and
    however certain corrections must be.
    """
    lexicon, at_least = lexicon or load(), options.at_least
    without = set(options.without) - NEEDED
    draft = with_layers(source, lexicon, options)
    for propose in passes_of_others(passes):
        if name_of(propose) not in without:
            draft = draft.apply(guarded(propose, draft, lexicon), at_least)
    chosen = [propose for propose in WORDS if propose.__name__ not in without]
    corrected = with_words_corrected(draft, chosen, lexicon, at_least)
    return corrected.apply(names(corrected, lexicon), at_least) if lexicon.authorities else corrected


def with_layers(source: Source, lexicon: Lexicon, options: Options = DEFAULT_OPTIONS, until: str = "") -> Draft:
    """What people decided about a source, and what the passes in ``LAYERS`` say, or those before the pass ``until``."""
    draft, without = decided(Draft.of(source), lexicon), set(options.without) - NEEDED
    for propose in LAYERS:
        if propose.__name__ == until:
            break
        if propose.__name__ not in without:
            draft = draft.apply(propose(draft, lexicon), options.at_least)
    return draft


def passes_of_others(passes: Sequence[Pass] = ()) -> tuple[Pass, ...]:
    """The installed passes, and those given after them. Raises PASS-IMPORT and PASS-NAME."""
    added = (*installed_passes(), *passes)
    check_names(added, (*RULES, *BESIDE_THE_CHAIN))
    return added
