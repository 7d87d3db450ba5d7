"""The likeness of a reading to a known form, by what engines misread: ``T0`` and ``IO`` are TO, ``FRQM`` is FROM."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract

ALIKE_LETTERS = ("ILTJY17!|[]()", "OQCGDU069", "MNWHVXK", "BEFPRSZ8532", "A4")
"""Groups of characters that engines confuse in worn type; a change within a group counts half."""
GROUPS = str.maketrans({character: group[0] for group in ALIKE_LETTERS for character in group})
"""The first character of its group for each of them."""
FIGURES = str.maketrans("015826", "OISBZG")
"""Digits and the letters that they look like."""
STROKES = "!|[("  # marks that may be a misread letter
REMEMBERED = 1 << 16  # results that are cached, at most
NEAREST_FORMS = 12  # forms, the nearest by plain edits, that are compared in full
CLEARLY_AHEAD = 0.08  # likeness by which the best form is better than the second one, at least, to be clear


@lru_cache(REMEMBERED)
def key(text: str) -> str:
    """A form for comparison: only letters in capitals, digits and strokes.

    >>> key("Rec'd:")
    'RECD'
    """
    return "".join(character for character in text.upper() if character.isalnum() or character in STROKES)


@lru_cache(REMEMBERED)
def likeness(reading: str, form: str) -> float:
    """The likeness of a reading to a form in capitals, 0 to 1: the mean of the likeness by letters and by groups.

    >>> likeness("TO", "TO"), likeness("T0", "TO"), likeness("IO", "TO"), likeness("PROM", "FROM")
    (1.0, 1.0, 0.75, 0.875)
    """
    wanted, got = key(form), key(reading)
    plain = got.translate(FIGURES)
    if wanted == got or plain == wanted:
        return 1.0
    length = max(len(wanted), len(got))
    if not got or abs(len(wanted) - len(got)) > 1 + len(wanted) // 5:
        return 0.0
    exact = min(Levenshtein.distance(wanted, got), Levenshtein.distance(wanted, plain))
    rough = Levenshtein.distance(wanted.translate(GROUPS), got.translate(GROUPS))
    return 1 - (exact + rough) / (2 * length)


class Forms:
    """A closed list of forms, in which to find those that a reading resembles."""

    def __init__(self, forms: Iterable[str]) -> None:
        self._forms = {key(form): form for form in forms}
        self._keys = sorted(self._forms)
        self._rough = [form.translate(GROUPS) for form in self._keys]
        self._cache: dict[str, tuple[str, float, float]] = {}
        self._like: dict[str, dict[str, float]] = {}

    def __contains__(self, form: str) -> bool:
        return key(form) in self._forms

    def nearest(self, reading: str) -> tuple[str, float]:
        """The form that a reading resembles most, and its likeness, 0 to 1; empty and 0.0 if none is near."""
        form, best, _ = self._nearest(key(reading))
        return form, best

    def clearest(self, reading: str, least: float) -> str:
        """The only form that a reading resembles with at least this likeness; empty if there is none or several."""
        form, best, second = self._nearest(key(reading))
        return form if best >= least and (best >= 1 or best - second >= CLEARLY_AHEAD) else ""

    def like(self, reading: str, least: float) -> dict[str, float]:
        """The forms that a reading resembles with at least this likeness, and the likeness of each.

        Results are cached by the reading, so a list must always be asked with the same ``least``.
        """
        wanted = key(reading)
        forms = self._like.get(wanted)
        if forms is None:
            forms = self._forms_like(wanted, least)
            if len(self._like) < REMEMBERED:
                self._like[wanted] = forms
        return forms

    def _forms_like(self, reading: str, least: float) -> dict[str, float]:
        """The same without the cache. Only forms are compared whose groups of characters do not differ too often."""
        most = int((1 - least) * (2 + len(reading) * 6 / 5))
        rough = reading.translate(GROUPS)
        extracted = extract(rough, self._rough, scorer=Levenshtein.distance, limit=None, score_cutoff=most)
        candidates = ((self._forms[self._keys[at]], likeness(reading, self._keys[at])) for *_, at in extracted)
        return {form: like for form, like in candidates if like >= least}

    def _nearest(self, reading: str) -> tuple[str, float, float]:
        """The form that a reading resembles most, its likeness, and that of the second form, perhaps from the cache."""
        if reading in self._forms:
            return self._forms[reading], 1.0, 0.0
        compared = self._cache.get(reading)
        if compared is None:
            compared = self._compared(reading)
            if len(self._cache) < REMEMBERED:
                self._cache[reading] = compared
        return compared

    def _compared(self, reading: str) -> tuple[str, float, float]:
        """The same without the cache."""
        most = 1 + len(reading) // 2
        extracted = extract(reading, self._keys, scorer=Levenshtein.distance, limit=NEAREST_FORMS, score_cutoff=most)
        ranked = sorted(((likeness(reading, form), form) for form, *_ in extracted), reverse=True)
        best, second = (*ranked, (0.0, ""), (0.0, ""))[:2]
        return self._forms.get(best[1], ""), best[0], second[0]
