"""Ask a second OCR engine what it makes of each word that teikit changes.

    python benchmarks/jfk_dev.py SHARED [OUT]
    python benchmarks/jfk_dev.py clean SHARED

SHARED holds ``data/jfk-dev``: records in several releases, some read by Tesseract, some by Apple Vision. Nobody
knows what is on the page, but the two engines fail in different ways. teikit corrects the Tesseract releases; the
others stay raw, because to correct both would flatter. What the other engine reads at the place of a change is its
*witness*: it agrees, or reads the old word, too (spoilt: the word was right, or the typist wrote it so), or differs
from both, or nothing is there. With several witnesses, two that take opposite sides count as "differs". Letter case
and the punctuation at the edges of a word do not count; a change of nothing else is not judged.

The second command lists every change that teikit makes in clean text, where the goal is none.
"""

from __future__ import annotations

import json
import sys
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import regex
from rapidfuzz.distance import Levenshtein

from teikit.chain import correct
from teikit.lexicon import load
from teikit.passes.words import RULE
from teikit.read import read
from teikit.text import Certainty, Draft, Edit, Source, Span

SAMPLE = Path(__file__).parent.parent / "samples" / "polto-circular-12.txt"
TOKEN = regex.compile(r"\S+")
EDGES = regex.compile(r"^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$")
BROKEN = regex.compile(r"(?<=\p{L})[-\xad‐‑¬]\s+(?=\p{L})")
MARKUP = regex.compile(r"(?m)^(?:#{1,2} .*|---)$")
VISION = regex.compile(r"(?m)^## Page \d")
SIMILAR, SPARE, MOST, CONTEXT = 0.5, 2, 100, 3
"""How alike two words of one place are at least; so many more tokens may the witness have; rows; words of context."""


class Verdict(StrEnum):
    """What the witnesses say about a change; the last two are of changes that they are not asked about."""

    AGREES = "agrees"
    SPOILT = "spoilt"
    DIFFERS = "differs"
    NONE = "no witness"
    MARKS = "marks or case only"
    SPECK = "specks"


JUDGED = (Verdict.AGREES, Verdict.SPOILT, Verdict.DIFFERS, Verdict.NONE)
COLUMNS = ("words compared", "both agree", "changes", *JUDGED, "harm", "net gain", *tuple(Verdict)[4:], "specks spoilt")


class Change(NamedTuple):
    """One change of a stretch of whole tokens; ``key`` and ``reads`` are how old and new compare."""

    span: Span
    old: str
    new: str
    cert: Certainty
    why: str
    verdict: Verdict = Verdict.NONE
    spoilt: bool = False

    def line(self, source: Source) -> str:
        """The change as one line: where it is, what stands around it, why it was made."""
        before = " ".join(source.text[: self.span.start].split()[-CONTEXT:])
        after = " ".join(source.text[self.span.end :].split()[:CONTEXT])
        place = source.place(self.span.start)
        return "\t".join((place, f"{before} [{self.old} -> {self.new}] {after}", str(self.cert), self.why))


class Witness(NamedTuple):
    """The words of another release, and which of them stand where words of this one do."""

    words: list[str]
    pairs: dict[int, int]


def main(shared: Path, out: Path | None = None) -> None:
    """Print the table, the most frequent changes and all spoilt words; the lists go to OUT if there is one."""
    counts: Counter[str] = Counter()
    found: list[tuple[Source, Change]] = []
    for source, witnesses in releases(shared / "data/jfk-dev"):
        draft = correct(source, load())
        starts, words = _words(source.text)
        views = [Witness(other, align(words, other)) for other in witnesses]
        _compare(words, views, counts)
        found += ((source, judged(change, starts, views)) for change in changes(draft))
    print("| |", " | ".join(COLUMNS), "|\n|---" + "|---" * len(COLUMNS) + "|")
    for cert in (None, *sorted(Certainty, reverse=True)):
        some = [change for _, change in found if cert in (None, change.cert)]
        print(_row(str(cert or "all"), some, counts))
    _write(out, "changes.tsv", _frequent(change for _, change in found))
    _write(out, "spoilt.tsv", (change.line(source) for source, change in found if change.spoilt))


def clean(shared: Path) -> None:
    """Print each change of a word in text that no engine has damaged, and how many there are."""
    texts = [(SAMPLE.name, SAMPLE.read_bytes())]
    for path in sorted((shared / "data/bench-dev").glob("*/gt.json")):
        pages = json.loads(path.read_text("utf-8"))["pages"]
        text = "\f".join("\n".join(line["text"] for line in page["lines"]) for page in pages)
        texts.append((path.parent.name, text.encode()))
    for title, some in (("sample", texts[:1]), ("truth of bench-dev", texts[1:])):
        number, words = 0, 0
        for name, data in some:
            draft = correct(read(data, name), load())
            words += len(draft.source.text.split())
            for change in changes(draft):
                number += 1
                print(change.line(draft.source))
        print(f"#### {title}: {number} changes in {words} words\n")


def releases(folder: Path) -> Iterator[tuple[Source, list[list[str]]]]:
    """Each Tesseract release, with the words of the releases of the same record that Apple Vision read."""
    groups = json.loads((folder / "groups.json").read_text("utf-8"))["groups"]
    for group in sorted(groups, key=lambda group: str(group["record"])):
        names = [f"{group['record']}/{year}.md" for year in group["releases"]]
        sources = [read((folder / name).read_bytes(), name) for name in names]
        witnesses = [_words(MARKUP.sub("", source.text))[1] for source in sources if VISION.search(source.text)]
        for source in sources:
            if not VISION.search(source.text):  # only Apple Vision files have headings for pages
                yield source, witnesses


def changes(draft: Draft) -> Iterator[Change]:
    """The changes of words in a draft: a word broken over a line counts once, whatever was changed in its halves."""
    text, edits = draft.source.text, sorted((edit for edit in draft.edits), key=lambda edit: edit.span)
    for span in _stretches(text, [edit for edit in edits if edit.rule in (RULE, "hyphens")]):
        some = [edit for edit in edits if edit.rule == RULE and _touch(edit, span)]
        if some:
            old, new = (" ".join(one.split()) for one in (text[slice(*span)], draft.read(span)))
            why = "; ".join(dict.fromkeys(edit.why for edit in some))
            yield Change(span, old, new, min(edit.cert for edit in some), why)


def _stretches(text: str, edits: Sequence[Edit]) -> Iterator[Span]:
    """The tokens of a text, those in one into whose gap an edit reaches."""
    waiting: Span | None = None
    for match in TOKEN.finditer(text):
        token = Span(*match.span())
        if waiting and any(_touch(edit, Span(waiting.end, token.start)) for edit in edits):
            token = Span(waiting.start, token.end)
        elif waiting:
            yield waiting
        waiting = token
    if waiting:
        yield waiting


def _touch(edit: Edit, span: Span) -> bool:
    return edit.span.start < span.end and span.start < edit.span.end


def key(text: str) -> str:
    """Words as they are compared: in small letters, without the punctuation at their edges, not broken at a line."""
    words = (EDGES.sub("", word) for word in BROKEN.sub("", text).casefold().replace("’", "'").split())
    return " ".join(word for word in words if word)


def _words(text: str) -> tuple[list[int], list[str]]:
    """Where the words of a text begin, and how they compare."""
    found = [(match.start(), word) for match in TOKEN.finditer(text) if (word := key(match[0]))]
    return [start for start, _ in found], [word for _, word in found]


def align(one: list[str], other: list[str]) -> dict[int, int]:
    """Which words of two texts stand in one place: sequences that both have once first, then what is between them."""
    pairs = {pair for size in (2, 3) for pair in _anchors(one, other, size)}
    fixed = _rising(sorted(pairs, key=lambda pair: (pair[0], -pair[1])))
    found = dict(fixed)
    for (a, c), (b, d) in pairwise([(-1, -1), *fixed, (len(one), len(other))]):
        for part in Levenshtein.opcodes(one[a + 1 : b], other[c + 1 : d]):
            if part.tag in ("equal", "replace"):
                ahead = range(a + 1 + part.src_start, a + 1 + part.src_end)
                both = zip(ahead, range(c + 1 + part.dest_start, c + 1 + part.dest_end), strict=True)
                found.update((i, j) for i, j in both if _similar(one[i], other[j]))
    return found


def _similar(one: str, other: str) -> bool:
    return Levenshtein.normalized_similarity(one, other) >= SIMILAR


def _anchors(one: list[str], other: list[str], size: int) -> Iterator[tuple[int, int]]:
    """The words of all sequences of a size that each of two texts has exactly once."""
    places: list[dict[tuple[str, ...], list[int]]] = []
    for words in (one, other):
        places.append(defaultdict(list))
        for at in range(len(words) - size + 1):
            places[-1][tuple(words[at : at + size])].append(at)
    for some, at in places[0].items():
        there = places[1].get(some, ())
        if len(at) == len(there) == 1:
            yield from ((at[0] + step, there[0] + step) for step in range(size))


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest sequence of pairs in which both numbers rise."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        at = bisect_left(tails, place)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1], ends[at : at + 1] = [place], [number]
    found, last = [], ends[-1] if ends else -1
    while last >= 0:
        found.append(pairs[last])
        last = before[last]
    return found[::-1]


def judged(change: Change, starts: Sequence[int], witnesses: Iterable[Witness]) -> Change:
    """A change with what the witnesses say about it."""
    old, new = key(change.old), key(change.new)
    first, last = (bisect_left(starts, place) for place in change.span)
    said = {_said(old, new, place) for witness in witnesses for place in _places(witness, first, last)}
    spoilt = Verdict.SPOILT in said and Verdict.AGREES not in said
    if not new or old == new:
        verdict = Verdict.MARKS if new else Verdict.SPECK
        return change._replace(verdict=verdict, spoilt=spoilt and old != new)
    if {Verdict.SPOILT, Verdict.AGREES} <= said:
        return change._replace(verdict=Verdict.DIFFERS)
    return change._replace(verdict=next((one for one in JUDGED if one in said), Verdict.NONE), spoilt=spoilt)


def _places(witness: Witness, first: int, last: int) -> Iterator[str]:
    """What a witness has where words ``first`` up to ``last`` stand: between their neighbours, or paired with them."""
    before, after = witness.pairs.get(first - 1), witness.pairs.get(last)
    if before is not None and after is not None and after - before - 1 <= last - first + SPARE:
        yield key(" ".join(witness.words[before + 1 : after]))
    elif paired := [witness.pairs[at] for at in range(first, last) if at in witness.pairs]:
        yield key(" ".join(witness.words[paired[0] : paired[-1] + 1]))


def _said(old: str, new: str, place: str) -> Verdict:
    has = [bool(one) and f" {one} " in f" {place} " for one in (old, new)]
    if has[0] != has[1]:
        return Verdict.SPOILT if has[0] else Verdict.AGREES
    return Verdict.DIFFERS if place and (_similar(old, place) or _similar(new, place)) else Verdict.NONE


def _compare(words: Sequence[str], witnesses: Sequence[Witness], counts: Counter[str]) -> None:
    """Count the words that have a witness, and those that one reads the same."""
    for at, word in enumerate(words):
        if any(map(str.isalpha, word)):
            readings = [witness.words[witness.pairs[at]] for witness in witnesses if at in witness.pairs]
            counts["words compared"] += bool(readings)
            counts["both agree"] += word in readings


def _row(title: str, some: Sequence[Change], counts: Counter[str]) -> str:
    found = Counter(change.verdict for change in some)
    harm = found[Verdict.SPOILT] / max(counts["both agree"], 1)
    gain = found[Verdict.AGREES] - found[Verdict.SPOILT]
    numbers = [counts["words compared"], counts["both agree"], sum(found[verdict] for verdict in JUDGED)]
    numbers += [found[verdict] for verdict in JUDGED]
    specks = sum(change.spoilt for change in some if change.verdict is Verdict.SPECK)
    cells = [*numbers, f"{harm:.5f}", gain, found[Verdict.MARKS], found[Verdict.SPECK], specks]
    return f"| {title} | " + " | ".join(map(str, cells)) + " |"


def _frequent(some: Iterable[Change]) -> Iterator[str]:
    counts: defaultdict[tuple[str, str], Counter[Verdict]] = defaultdict(Counter)
    for change in some:
        counts[change.old, change.new][change.verdict] += 1
    for (old, new), found in sorted(counts.items(), key=lambda item: -item[1].total())[:MOST]:
        verdicts = ", ".join(f"{verdict} {number}" for verdict, number in found.most_common())
        yield f"{old}\t{new}\t{found.total()}\t{verdicts}"


def _write(out: Path | None, name: str, rows: Iterable[str]) -> None:
    text = "\n".join(rows) + "\n"
    if out is None:
        print(f"\n#### {name}\n{text}")
    else:
        out.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1] == "clean":
        clean(Path(sys.argv[2]))
    else:
        main(*map(Path, sys.argv[1:3]))
