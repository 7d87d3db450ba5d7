"""Ask a second OCR engine what it makes of each word that teikit changes.

    python benchmarks/jfk_dev.py SHARED [OUT]
    python benchmarks/jfk_dev.py clean SHARED

SHARED holds ``data/jfk-dev``: records in several releases, some read by Tesseract, some by Apple Vision. Nobody
knows what is on the page, but the two engines fail in different ways. teikit corrects the Tesseract releases; the
others stay raw, because to correct both would flatter. What they read at the place of a change agrees with it, or is
the old word (spoilt: it was right, the typist wrote it so, or both engines err), or differs from both; two of them
that take opposite sides differ. Letter case and the punctuation at the edges of a word are passed over; a change of
nothing else is not judged. The second command lists each change that teikit makes in clean text: the goal is none.
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
from teikit.core import Certainty, Draft, Edit, Source, Span
from teikit.lexicon import load
from teikit.passes.words import RULE
from teikit.readers import read

SAMPLE = Path(__file__).parent.parent / "samples" / "polto-circular-12.txt"
TOKEN = regex.compile(r"\S+")  # a word with its signs
EDGES = regex.compile(r"^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$")  # signs around a word
BROKEN_WORD = regex.compile(r"(?<=\p{L})[-\xad‐‑¬]\s+(?=\p{L})")  # the hyphen and line end in a broken word
VISION = regex.compile(r"(?m)^## Page \d")  # heading of a page that Apple Vision read: ## Page 3
MARKUP = regex.compile(r"(?m)^(?:#{1,2} .*|---)$")  # titles and rules that the files have besides the text of the page
SIMILAR = 0.5  # similarity, 0 to 1, of two words of one place
SPARE = 2  # words that a witness may have more in a place
MOST = 100  # rows of the list of changes
CONTEXT = 3  # words shown on each side of a change


class Verdict(StrEnum):
    """The verdict of the witnesses on a change; none on changes of the last two kinds."""

    AGREES = "agrees"
    SPOILT = "spoilt"
    DIFFERS = "differs"
    NONE = "no witness"
    MARKS = "marks or case only"
    SPECK = "specks"


JUDGED = (Verdict.AGREES, Verdict.SPOILT, Verdict.DIFFERS, Verdict.NONE)
COLUMNS = ("words compared", "both agree", "changes", *JUDGED, "harm", "net gain", *tuple(Verdict)[4:])


class Change(NamedTuple):
    """One change of a stretch of whole tokens."""

    source: Source
    span: Span
    old: str
    new: str
    cert: Certainty
    why: str
    verdict: Verdict = Verdict.NONE

    def line(self) -> str:
        """The change as one line: where it is, what stands around it, how sure it is and why."""
        text, (start, end) = self.source.text, self.span
        before, after = text[:start].split()[-CONTEXT:], text[end:].split()[:CONTEXT]
        shown = " ".join((*before, f"[{self.old} -> {self.new}]", *after))
        return "\t".join((self.source.place(start), shown, str(self.cert), self.why))


Witness = tuple[list[str], dict[int, int]]  # the words of another release, and which of them stand where ours do


def main(shared: Path, out: Path | None = None) -> None:
    """Print the table, the most frequent changes and all spoilt words; the lists go to OUT if there is one."""
    counts: Counter[str] = Counter()
    all_changes: list[Change] = []
    for source, readings_of_others in releases(shared / "data/jfk-dev"):
        starts, words = _words(source.text)
        witnesses = [(theirs, align(words, theirs)) for theirs in readings_of_others]
        for at, word in enumerate(words):
            if any(map(str.isalpha, word)):
                readings = [key(theirs[pairs[at]]) for theirs, pairs in witnesses if at in pairs]
                counts.update({"compared": bool(readings), "agree": key(word) in readings})
        all_changes += (judged(change, starts, witnesses) for change in changes(correct(source, load())))
    print("| |", " | ".join(COLUMNS), "|\n|---" + "|---" * len(COLUMNS) + "|")
    for cert in (None, Certainty.HIGH, Certainty.MEDIUM):
        chosen = [change for change in all_changes if cert in (None, change.cert)]
        print(f"| {cert or 'all'} | {' | '.join(map(str, _cells(chosen, counts['compared'], counts['agree'])))} |")
    spoilt = (change.line() for change in all_changes if change.verdict is Verdict.SPOILT)
    lists = {"changes.tsv": _frequent(all_changes), "spoilt.tsv": spoilt}
    for name, rows in lists.items():
        if out is None:
            print(f"\n#### {name}", *rows, sep="\n")
        else:
            out.mkdir(parents=True, exist_ok=True)
            (out / name).write_text("\n".join(rows) + "\n", encoding="utf-8")


def clean(shared: Path) -> None:
    """Print each change of a word in text that no engine has damaged, and how many there are."""
    texts = {"sample": [(SAMPLE.name, SAMPLE.read_bytes())], "truth of bench-dev": []}
    for path in sorted((shared / "data/bench-dev").glob("*/gt.json")):
        pages = json.loads(path.read_text("utf-8"))["pages"]
        text = "\f".join("\n".join(line["text"] for line in page["lines"]) for page in pages)
        texts["truth of bench-dev"].append((path.parent.name, text.encode()))
    for title, documents in texts.items():
        made = [change for name, data in documents for change in changes(correct(read(data, name), load()))]
        print(f"#### {title}: {len(made)} changes in {sum(len(data.split()) for _, data in documents)} words")
        print("\n".join(change.line() for change in made))


def releases(folder: Path) -> Iterator[tuple[Source, list[list[str]]]]:
    """Each Tesseract release, with the words of the releases of the same record that Apple Vision read."""
    for group in json.loads((folder / "groups.json").read_text("utf-8"))["groups"]:
        names = [f"{group['record']}/{year}.md" for year in group["releases"]]
        sources = [read((folder / name).read_bytes(), name) for name in names]
        further = [_words(MARKUP.sub("", source.text))[1] for source in sources if VISION.search(source.text)]
        yield from ((source, further) for source in sources if not VISION.search(source.text))


def changes(draft: Draft) -> Iterator[Change]:
    """The changes of words in a draft; a word broken over a line counts once, whatever changed in its halves."""
    text, edits = draft.source.text, [edit for edit in draft.edits if edit.rule in (RULE, "hyphens")]
    for span in _stretches(text, edits):
        here = [edit for edit in edits if edit.rule == RULE and _touch(edit, span)]
        if here:
            old, new = (" ".join(reading.split()) for reading in (text[slice(*span)], draft.read(span)))
            why = "; ".join(dict.fromkeys(edit.why for edit in here))
            yield Change(draft.source, span, old, new, min(edit.cert for edit in here), why)


def _stretches(text: str, edits: Sequence[Edit]) -> Iterator[Span]:
    """The tokens of a text, those in one between which an edit reaches."""
    tokens = [Span(*match.span()) for match in TOKEN.finditer(text)]
    start = tokens[0].start if tokens else 0
    for token, after in pairwise((*tokens, Span(len(text), len(text)))):
        if not any(_touch(edit, Span(token.end, after.start)) for edit in edits):
            yield Span(start, token.end)
            start = after.start


def _touch(edit: Edit, span: Span) -> bool:
    return edit.span.start < span.end and span.start < edit.span.end


def key(text: str) -> str:
    """Words as they are compared: in small letters, without the punctuation at their edges, not broken at a line."""
    words = (EDGES.sub("", word) for word in BROKEN_WORD.sub("", text).casefold().replace("’", "'").split())
    return " ".join(word for word in words if word)


def _words(text: str) -> tuple[list[int], list[str]]:
    """Where the tokens of a text begin that are more than punctuation, and those tokens."""
    tokens = [(match.start(), match[0]) for match in TOKEN.finditer(text) if key(match[0])]
    return [start for start, _ in tokens], [token for _, token in tokens]


def align(words: list[str], witness: list[str]) -> dict[int, int]:
    """Which words of two texts stand in one place: sequences that each has once, what is between, what is beside."""
    ours, theirs = list(map(key, words)), list(map(key, witness))
    fixed = _rising({pair for size in (2, 3) for pair in _anchors(ours, theirs, size)})
    paired = dict(fixed)
    for (a, c), (b, d) in pairwise([(-1, -1), *fixed, (len(ours), len(theirs))]):
        for part in Levenshtein.opcodes(ours[a + 1 : b], theirs[c + 1 : d]):
            if part.tag in ("equal", "replace"):
                shift = c - a + part.dest_start - part.src_start
                places = range(a + 1 + part.src_start, a + 1 + part.src_end)
                paired.update((at, at + shift) for at in places if _similar(ours[at], theirs[at + shift]))
    for step in (1, -1):
        taken = set(paired.values())
        for at in range(len(ours))[::step]:
            place = paired.get(at - step, -step - 1) + step
            free = at not in paired and place not in taken and 0 <= place < len(theirs)
            if free and _similar(ours[at], theirs[place]):
                paired[at] = place
    return paired


def _similar(first: str, second: str) -> bool:
    return Levenshtein.normalized_similarity(first, second) >= SIMILAR


def _anchors(ours: list[str], theirs: list[str], size: int) -> Iterator[tuple[int, int]]:
    """The words of all sequences of a size that each of two texts has exactly once."""
    places: defaultdict[tuple[str, ...], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, words in enumerate((ours, theirs)):
        for at in range(len(words) - size + 1):
            places[tuple(words[at : at + size])][side].append(at)
    for here, there in places.values():
        if len(here) == len(there) == 1:
            yield from ((here[0] + step, there[0] + step) for step in range(size))


def _rising(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest sequence of pairs in which both numbers rise."""
    chains: list[list[tuple[int, int]]] = []
    for pair in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        at = bisect_left(chains, pair[1], key=lambda chain: chain[-1][1])
        chains[at : at + 1] = [[*(chains[at - 1] if at else ()), pair]]
    return chains[-1] if chains else []


def judged(change: Change, starts: Sequence[int], witnesses: Iterable[Witness]) -> Change:
    """A change with what the witnesses say about it."""
    first, last = (bisect_left(starts, place) for place in change.span)
    old, new = key(change.old), key(change.new)
    if old == new:
        return change._replace(verdict=Verdict.MARKS if new else Verdict.SPECK)
    verdicts = {_verdict(old, new, _place(witness, first, last)) for witness in witnesses}
    opposed = {Verdict.SPOILT, Verdict.AGREES} <= verdicts
    verdict = Verdict.DIFFERS if opposed else next((verdict for verdict in JUDGED if verdict in verdicts), Verdict.NONE)
    return change._replace(verdict=verdict)


def _place(witness: Witness, first: int, last: int) -> str:
    """The words of a witness at the place of some words: between their neighbours, or else paired with them."""
    words, pairs = witness
    before, after = pairs.get(first - 1), pairs.get(last)
    if before is not None and after is not None and after - before - 1 <= last - first + SPARE:
        return key(" ".join(words[before + 1 : after]))
    paired = [pairs[at] for at in range(first, last) if at in pairs]
    return key(" ".join(words[paired[0] : paired[-1] + 1])) if paired else ""


def _verdict(old: str, new: str, place: str) -> Verdict:
    """The verdict of one witness; the longer of two readings (ATTEMPT, ATTEMPT T) counts."""
    readings = ((old, Verdict.SPOILT), (new, Verdict.AGREES))
    has = [(len(reading), verdict) for reading, verdict in readings if reading and f" {reading} " in f" {place} "]
    if has:
        return max(has)[1]
    return Verdict.DIFFERS if place and (_similar(old, place) or _similar(new, place)) else Verdict.NONE


def _cells(changes: Sequence[Change], compared: int, agree: int) -> Iterator[int | str]:
    counts = Counter(change.verdict for change in changes)
    yield from (compared, agree, sum(counts[verdict] for verdict in JUDGED), *(counts[verdict] for verdict in JUDGED))
    yield from (f"{counts[Verdict.SPOILT] / max(agree, 1):.5f}", counts[Verdict.AGREES] - counts[Verdict.SPOILT])
    yield from (counts[Verdict.MARKS], counts[Verdict.SPECK])


def _frequent(changes: Iterable[Change]) -> Iterator[str]:
    counts: defaultdict[tuple[str, str], Counter[Verdict]] = defaultdict(Counter)
    for change in changes:
        counts[change.old, change.new][change.verdict] += 1
    for (old, new), verdicts in sorted(counts.items(), key=lambda item: -item[1].total())[:MOST]:
        listed = ", ".join(f"{verdict} {number}" for verdict, number in verdicts.most_common())
        yield f"{old}\t{new}\t{verdicts.total()}\t{listed}"


if __name__ == "__main__":
    if sys.argv[1] == "clean":
        clean(Path(sys.argv[2]))
    else:
        main(*map(Path, sys.argv[1:3]))
