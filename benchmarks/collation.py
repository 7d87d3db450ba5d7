"""Collate the pairs of the benchmark, and score the editions: errors, harm, recovered words.

    python benchmarks/collation.py SHARED [--format hocr] [--boot 1000]
    python benchmarks/collation.py SHARED --printed [--format hocr]

SHARED holds ``data/bench-dev`` and ``data/score/score.py``. For each release of a pair the text as corrected alone and
as corrected by the other release is scored against its own truth, and the printed text of the edition against that of
the release it prints; noise levels are those of the release. A word counts as withheld if the truth of one release
has it and that of the other has not; as recovered if it stands in a passage that teikit says was withheld there.
Each pair is collated twice more, with years in the names of its files: what the earlier release prints was then
withheld again in the later one.

With ``--printed`` the first releases of ten telegrams are corrected by their printing in mixed case, as --trusted does
(``data/frus-telegrams.jsonl``), and the words that differ in the printing are counted, which must be none.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench_dev import layers, page_of
from lxml import etree
from rapidfuzz.distance import Levenshtein

from teikit.chain import correct
from teikit.collating import collate_sources
from teikit.collation.align import align
from teikit.collation.edition import Collation, Edition, collate
from teikit.collation.join import joined
from teikit.collation.witness import Witness, key_of
from teikit.lexicon import load
from teikit.options import Options
from teikit.readers import read
from teikit.tei import encode, serialize
from teikit.tei.collation.document import encode_edition
from teikit.telegrams.assembling import assemble

MEASURES = ("CER_raw", "CER_sys", "CER_reduction", "WER_raw", "WER_sys", "harm", "precision", "fix_rate")
PRINTED = 10  # telegrams that are corrected by their printing
YEARS = ((2018, 2023), (2023, 2018))
"""Years in which the releases of a pair are taken to have been made."""
Truth = dict[tuple[int, int], str]
"""The words of a release by paragraph and number, which are the same in both releases of a telegram."""


def main() -> None:
    """Collate every pair and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--format", choices=("text", "hocr", "alto"), default="text")
    parser.add_argument("--boot", type=int, default=0, metavar="N", help="95 %% intervals over N samples of pairs")
    parser.add_argument("--printed", action="store_true", help="correct ten telegrams by their printing")
    arguments = parser.parse_args()
    bench = arguments.shared / "data/bench-dev"
    sys.path.insert(0, str(arguments.shared / "data/score"))
    manifest = json.loads((bench / "manifest.json").read_text("utf-8"))
    if arguments.printed:
        printed(arguments.shared, manifest["releases"], arguments.format)
        return
    levels = {release["dir"]: release["level"] for release in manifest["releases"]}
    sums: defaultdict[tuple[str, Any], Counter[str]] = defaultdict(Counter)
    by_pair: list[Counter[str]] = []
    for pair in manifest["pairs"]:
        truths = {name: json.loads((bench / name / "gt.json").read_text("utf-8")) for name in pair}
        alone, collation = collated(bench, pair, arguments.format)
        own: Counter[str] = Counter()
        for system, name, counts in scored(bench, truths, alone, collation):
            for level in (levels[name], "all"):
                sums[system, level] += counts
            own += counts if system == "by the other" else Counter()
        recovered = recovery(collation, truths)
        sums["recovered", "all"] += recovered
        for years in YEARS:
            sums["again", "all"] += withheld_again(bench, pair, arguments.format, years, truths)
        by_pair.append(own)
    report(sums, by_pair, arguments.boot)


def printed(shared: Path, releases: list[dict[str, Any]], format: str) -> None:
    """Score the first releases of ten telegrams alone and as their printing corrects them; print the sums."""
    bench, lines = shared / "data/bench-dev", (shared / "data/frus-telegrams.jsonl").read_text("utf-8").splitlines()
    texts = {entry["id"]: "\n\n".join(entry["body"]) for entry in map(json.loads, lines)}
    first = {release["doc"]: release["dir"] for release in reversed(releases) if release["doc"] in texts}
    sums: defaultdict[tuple[str, Any], Counter[str]] = defaultdict(Counter)
    changed = 0
    for doc, name in sorted(first.items(), key=lambda entry: entry[1])[:PRINTED]:
        truth = json.loads((bench / name / "gt.json").read_text("utf-8"))
        release, printing = read(*page_of(bench / name, format)), read(texts[doc].encode(), "printing")
        edition = collate_sources({name: release}, "edition", load(), printings={"printing": printing})
        alone = encode(assemble(correct(release, load()), load()), load())[0][1]
        sums["alone", "all"] += _sums(bench, name, truth, alone)
        sums["edition", "all"] += _sums(bench, name, truth, etree.fromstring(edition.tei))
        changed += sum(
            decision.cert is not None
            for collated in edition.collation.editions
            for witness in collated.work.witnesses
            if witness.is_printing
            for decision in collated.decisions[witness.id]
        )
    report(sums, [], 0)
    print(f"{changed} words of the printings changed")


def collated(bench: Path, pair: list[str], format: str) -> tuple[dict[str, Any], Collation]:
    """The packets of the releases of a pair as corrected alone, and their collation."""
    drafts = [correct(read(*page_of(bench / name, format)), load()) for name in pair]
    alone = {name: assemble(draft, load()) for name, draft in zip(pair, drafts, strict=True)}
    return alone, collate(assemble(joined(drafts, pair, "edition"), load()), load(), is_one_record=True)


def withheld_again(
    bench: Path, pair: list[str], format: str, years: tuple[int, int], truths: dict[str, Any]
) -> Counter[str]:
    """The words that the earlier of two releases prints and the later withholds: in all, and marked as such."""
    names = [f"{name}-{year}" for name, year in zip(pair, years, strict=True)]
    drafts = [correct(read(*page_of(bench / name, format)), load()) for name in pair]
    collation = collate(assemble(joined(drafts, names, "edition"), load()), load(), is_one_record=True)
    texts = {name: words_of(truths[release]) for name, release in zip(names, pair, strict=True)}
    counts: Counter[str] = Counter()
    for edition in collation.editions:
        if len(edition.work.witnesses) == len(pair):
            earlier, later = sorted(edition.work.witnesses, key=lambda witness: origin(collation, witness)[-4:])
            again = replace(
                edition, excisions=tuple(excision for excision in edition.excisions if excision.was_printed_before)
            )
            mine, theirs = texts[origin(collation, earlier)], texts[origin(collation, later)]
            counts += _recovered(again, earlier, later, mine, theirs)
    return counts


def scored(
    bench: Path, truths: dict[str, Any], alone: dict[str, Any], collation: Collation
) -> Iterator[tuple[str, str, Counter[str]]]:
    """System, release, and the sums of the scorer for it."""

    def sums(name: str, root: etree._Element) -> Counter[str]:
        return _sums(bench, name, truths[name], root)

    for name, packet in alone.items():
        yield "alone", name, sums(name, encode(packet, load())[0][1])
    witnesses = [witness for edition in collation.editions for witness in edition.work.witnesses]
    for witness, root in zip(witnesses, corrected(collation, witnesses), strict=True):
        name = origin(collation, witness)
        yield "by the other", name, sums(name, root)
    for edition in collation.editions:
        if len(collation.editions) == 1:
            name = origin(collation, edition.work.base)
            root = encode_edition(collation, load())
            yield "edition", name, sums(name, root)
            for system, packet in (("its release alone", alone[name]),):
                yield system, name, sums(name, encode(packet, load())[0][1])


def _sums(bench: Path, name: str, truth: dict[str, Any], root: etree._Element) -> Counter[str]:
    """The sums of the scorer for the text of a release."""
    import score

    raw = (bench / name / "ocr.txt").read_text("utf-8").split("\f")[: len(truth["pages"])]
    counted: Counter[str] = score.score_doc(truth, raw, layers(etree.fromstring(serialize(root))))
    return counted


def corrected(collation: Collation, witnesses: list[Witness]) -> list[etree._Element]:
    """The TEI of each release as the others correct it: all of them together, for no letter may be on none of them."""
    telegrams = tuple(replace(witness.telegram, id=f"r{at}") for at, witness in enumerate(witnesses))
    packet = replace(collation.packet, telegrams=telegrams)
    return [root for _, root in encode(packet, load(), Options(split=True))]


def origin(collation: Collation, witness: Witness) -> str:
    """The release of the benchmark that a witness is."""
    return collation.packet.source.origin(witness.pages[0].span.start)[1]


def words_of(truth: dict[str, Any]) -> Truth:
    """The words that a release prints."""
    words: Truth = {}
    for page in truth["pages"]:
        for line in page["lines"]:
            for number, start, length in line.get("words", ()) if line["kind"] == "body" else ():
                key = line["par"], number
                part = line["text"][start : start + length]
                before = words.get(key, "")
                words[key] = (before[:-1] if before.endswith("-") and line.get("hyph") != "hard" else before) + part
    return words


def recovery(collation: Collation, truths: dict[str, Any]) -> Counter[str]:
    """Withheld words that another release prints: in all, recovered, recovered rightly; the errors in them."""
    counts: Counter[str] = Counter()
    texts = {name: words_of(truth) for name, truth in truths.items()}
    for edition in collation.editions:
        for lacking in edition.work.witnesses:
            for fuller in edition.work.witnesses:
                if fuller is not lacking:
                    mine, theirs = texts[origin(collation, fuller)], texts[origin(collation, lacking)]
                    counts += _recovered(edition, fuller, lacking, mine, theirs)
    return counts


def _recovered(edition: Edition, fuller: Witness, lacking: Witness, mine: Truth, theirs: Truth) -> Counter[str]:
    keys = sorted(mine)
    place: dict[int, int] = {}
    for pair in align(fuller.keys, [key_of(mine[key]) or "-" for key in keys]):
        if pair.both:
            place |= dict.fromkeys(range(pair.start, pair.end), pair.second_start)
    withheld = {at for at, key in enumerate(keys) if key not in theirs}
    counts = Counter(there=len(withheld))
    seen: set[int] = set()
    for excision in edition.excisions:
        if excision.witness_id != lacking.id or excision.fuller_id != fuller.id:
            continue
        claimed = {place.get(at, -1) for at in range(*excision.fuller_words)} - {-1}
        counts["claimed"] += excision.fuller_words[1] - excision.fuller_words[0]
        counts["right"] += sum(place.get(at, -1) in withheld for at in range(*excision.fuller_words))
        counts["passages"] += 1
        counts["invented"] += not claimed & withheld
        right = sorted(claimed & withheld)
        seen |= set(right)
        if right:
            truth = " ".join(mine[keys[at]] for at in range(right[0], right[-1] + 1))
            counts["characters"] += len(truth)
            counts["errors"] += Levenshtein.distance(truth, excision.text.replace("[...] ", ""))
    counts["found"] = len(seen)
    counts["marked"] = sum(bool(excision.gaps) for excision in edition.excisions if excision.witness_id == lacking.id)
    return counts


def report(sums: dict[tuple[str, Any], Counter[str]], by_pair: list[Counter[str]], boot: int) -> None:
    """Print the tables."""
    import score

    for system in ("alone", "by the other", "its release alone", "edition"):
        print(f"#### {system}")
        for level in (1, 2, 3, "all"):
            if (system, level) in sums:
                figures = score.summary(sums[system, level])
                measures = "  ".join(f"{name} {figures[name]:.4f}" for name in MEASURES if figures[name] is not None)
                print(f"  level {level}: {measures}  ({figures['harmed_words']} words harmed)")
    for name, title in (("recovered", "that the other release prints"), ("again", "that an earlier release prints")):
        if (name, "all") not in sums:
            continue
        counts = sums[name, "all"]
        print(f"#### withheld words {title}")
        print(
            f"  recall {counts['found'] / max(counts['there'], 1):.4f} of {counts['there']}, "
            f"precision {counts['right'] / max(counts['claimed'], 1):.4f} of {counts['claimed']}, "
            f"CER {counts['errors'] / max(counts['characters'], 1):.4f}; "
            f"{counts['invented']} of {counts['passages']} passages were not withheld"
        )
    if boot:
        chance = random.Random(1)
        values = []
        for _ in range(boot):
            sample: Counter[str] = sum(chance.choices(by_pair, k=len(by_pair)), Counter())
            figures = score.summary(sample)
            values.append((figures["CER_reduction"], figures["harm"]))
        for at, name in enumerate(("CER reduction", "harm")):
            ordered = sorted(value[at] for value in values)
            print(f"  95 % {name}: {ordered[int(0.025 * boot)]:.4f} .. {ordered[int(0.975 * boot)]:.4f}")


if __name__ == "__main__":
    main()
