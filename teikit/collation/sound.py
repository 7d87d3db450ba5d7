"""Recognise words that look like the typed text of a message, unlike scraps of the OCR or labels of a form."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import pairwise

import regex

from teikit.collation.witness import WitnessWord, text_of
from teikit.lexicon import Lexicon
from teikit.lexicon.line_roles import LineRole
from teikit.lexicon.matching import key
from teikit.words.names import known_as
from teikit.words.tokens import LEADS, TRAILS, odd_marks, parts, upper

STRANGE = 3.6  # nats per letter above which an unknown word is a scrap, by the sequence of its letters
SOUND = 0.8  # share of the letters of a passage that must be in words for it to be text
PHRASE = 20  # letters of a passage that is a phrase of a form, at least
ALIKE = 0.75
"""Least similarity, from 0 to 1, of such a passage to the phrase.

In 50 JFK records, three passages are this similar, all of them printed; the next, at .6, is ``the Tokyo station``.
"""
PRINTED = frozenset({LineRole.FORM, LineRole.STAMP, LineRole.RECORD, LineRole.BANNER})
"""Roles of phrases that are printed or stamped."""
LABELS = 0.4  # share of the letters in labels, scan and record numbers from which a passage belongs to a form
HALF = 0.5  # share of the letters of a passage that must be in such words
RECORD = regex.compile(r"[0-9]{0,4}-?[0-9]{5}(?:-[0-9]{4,5})?|[0-9]{1,2}-[0-9]{3,5}")
"""A scan or record number, or a misread one: ``104-10014-10067``, ``10014-10067``, ``74-00000``."""
LEAST_TYPED = 3  # letters and digits of a word that was likely typed, at least
FLOWING_WORDS = 6  # words from which a passage shows whether they follow each other as in cables
SHORTEST_WORD = 3  # fewest letters of a word that is not a scrap, and of a number that says something
SHORTEST_TELLING = 4  # letters of a word that may be withheld alone, at least
SEVERAL_WORDS = 3  # words that say something, whatever they are
FLOWING = 0.3  # share of the pairs of such words that must be known from cables
COMMON = 3000  # count in cables from which a word is too common to be withheld alone


def is_sound(words: Sequence[WitnessWord], lexicon: Lexicon, capitals: bool, more_than: int) -> bool:
    """Whether words are typed text, not scraps of the OCR.

    ``capitals`` says that the text is in capitals. The words must have more than ``more_than`` letters: two letters may
    be anything, except in the place of a gap.
    """
    letters = sum(len(word.key) for word in words)
    share = known_share(words, lexicon, capitals)
    return share >= SOUND and share * letters > more_than and flowing(words, lexicon) >= FLOWING


def known_share(words: Sequence[WitnessWord], lexicon: Lexicon, capitals: bool) -> float:
    """The share of letters and odd marks, from 0 to 1, in possible words, numbers or initials."""
    all_letters = good = 0
    for word in words:
        lead, core, trail = parts(word.text)
        length = len(word.key)
        all_letters += length + odd_marks(lead, LEADS) + odd_marks(trail, TRAILS)
        good += length * (_is_word(core, lexicon) and not (capitals and core.lower() == core != core.upper()))
    return good / all_letters if all_letters else 0.0


def typed_share(words: Sequence[WitnessWord]) -> float:
    """The share, 0 to 1, of the letters in words of three letters or more: lists of names (``POSHEPNY, Anthony``)."""
    cores = [parts(word.text)[1] for word in words]
    long = sum(len(core) for core in cores if sum(map(str.isalnum, core)) >= LEAST_TYPED)
    return long / max(sum(map(len, cores)), 1)


def looks_typed(words: Sequence[WitnessWord]) -> bool:
    """Whether at least half of the letters are in words of three or more letters or digits."""
    return typed_share(words) >= HALF and sum(len(word.key) for word in words) > LEAST_TYPED


def strangeness(words: Sequence[WitnessWord], lexicon: Lexicon) -> float:
    """The oddness of the letter sequences of unknown words, in nats divided by the letters of all words."""
    forms = [upper(parts(word.text)[1]) for word in words]
    odd = sum(sum(lexicon.words.letter_surprisals(form)) for form in forms if not known_as(form, lexicon.words))
    return odd / max(sum(map(len, forms)), 1)


def _is_word(core: str, lexicon: Lexicon) -> bool:
    """Whether a form may be a word, a number or an initial; an unknown one is judged by its letters."""
    form = upper(core)
    if known_as(form, lexicon.words):
        return len(form) >= SHORTEST_WORD or form.isalpha()
    letters = form.replace("'", "").replace("-", "").replace("/", "").replace(".", "")
    if letters.isdigit():
        return True
    is_usual_case = core.isupper() or core.istitle() or core.islower()
    if not (letters.isalnum() and len(letters) >= SHORTEST_WORD and is_usual_case):
        return len(letters) == 1 and core.endswith(".") and core.isupper()
    if any(map(str.isdigit, letters)):  # 28TH and B1A3, but not 1ABC
        return sum(map(str.isdigit, letters)) * 2 >= len(letters) or letters[0].isalpha()
    strange = lexicon.words.letter_surprisals(letters)
    return sum(strange) / len(strange) <= STRANGE


def flowing(words: Sequence[WitnessWord], lexicon: Lexicon) -> float:
    """The share, from 0 to 1, of neighbouring known words that are neighbours in cables, too; 1 for a few words."""
    forms = [upper(parts(word.text)[1]) for word in words]
    if len(forms) < FLOWING_WORDS:
        return 1.0
    known = [pair for pair in pairwise(forms) if all(form in lexicon.words for form in pair)]
    return sum(lexicon.words.pair_count(*pair) > 0 for pair in known) / max(len(known), 1)


def label_share(words: Sequence[WitnessWord], lexicon: Lexicon) -> float:
    """The share of the letters, from 0 to 1, in labels of a form, or scan and record numbers."""
    forms = [upper(parts(word.text)[1]) for word in words]
    labels = sum(len(form) for form in forms if form in lexicon.labels or RECORD.fullmatch(form))
    return labels / max(sum(len(word.key) for word in words), 1)


def is_form(words: Sequence[WitnessWord], lexicon: Lexicon) -> bool:
    """Whether words are the printed labels of a form, with the text typed among them, or a phrase printed on forms."""
    return label_share(words, lexicon) >= LABELS or _is_printed(text_of(words), lexicon)


def _is_printed(text: str, lexicon: Lexicon) -> bool:
    """Whether a passage is a long phrase of a form, however misread, which is never withheld: ``Drom a line across``"""
    if len(key(text)) < PHRASE:
        return False
    phrase = lexicon.line_phrases.find(text)
    return phrase is not None and phrase.role in PRINTED and phrase.share >= 1 and phrase.similarity >= ALIKE


def kinds_of_words(
    words: Sequence[WitnessWord], lexicon: Lexicon, posts: Container[str], capitals: bool
) -> dict[str, float]:
    """The shares, from 0 to 1, of the letters of the words in kinds of words, by the names of facts.

    Withheld text is mostly names: seldom common words, often unknown ones, names of posts, words with a capital.
    ``posts`` has the words of the names of posts; ``capitals`` says that the text is in capitals.
    """
    shares = dict.fromkeys(("common words", "unknown words", "names of posts", "words that begin with a capital"), 0.0)
    letters = max(sum(len(word.key) for word in words), 1)
    for word in words:
        core, share = parts(word.text)[1], len(word.key) / letters
        form = upper(core)
        shares["common words"] += share * (lexicon.words.get(form, 0) >= COMMON)
        shares["unknown words"] += share * (form.isalpha() and not known_as(form, lexicon.words))
        shares["names of posts"] += share * (form in posts)
        is_capitalised = not capitals and core.istitle() and len(form) >= SHORTEST_WORD
        shares["words that begin with a capital"] += share * is_capitalised
    return shares


def tells(words: Sequence[WitnessWord], lexicon: Lexicon) -> bool:
    """Whether a passage has something that may be withheld: a name, a number, several words."""
    if len(words) >= SEVERAL_WORDS:
        return True
    return any(_is_telling(upper(parts(word.text)[1]), lexicon) for word in words)


def _is_telling(word: str, lexicon: Lexicon) -> bool:
    """Whether a single word may be withheld: a number of three digits or a word that is not common."""
    if any(map(str.isdigit, word)):
        return len(word) >= SHORTEST_WORD
    return len(word) >= SHORTEST_TELLING and lexicon.words.get(word, 0) < COMMON
