"""Compare teikit with the spelling correctors that one would take instead, on the same pages and in one run.

    python benchmarks/peers.py SHARED OUT

SHARED holds ``data/bench-dev`` and ``data/score/score.py``. OUT gets the tables that are printed (peers.md), all
figures (peers.json), and two pictures: gain against harm (peers.svg), and the chances that teikit states for its
changes against the share that is right (reliability.svg).

Each system runs in a process of its own, so that start-up and memory are its own; times are CPU seconds, those of
programs it calls included. A peer corrects the plain text word by word, as its users do: what stands between blanks is
looked up in lower case without the punctuation around it, and keeps its letter case; what has digits is left alone. (To
look up stretches of letters instead, THI and not THI$, gains less for every peer.) A peer that is not installed is left
out. The second picture needs what ``tools/learn_certainty.py`` needs.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from pictures import gain_against_harm, reliability

Figures = dict[str, Any]
Correct = Callable[[list[str]], Iterable[str]]
"""From the texts of all releases to what a system makes of them: TEI, or text with the same pages."""

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "polto-circular-12.txt"
CORE = r"[^\W\d_](?:[^\s\d]*[^\W\d_])?"  # a word without the signs around it
PLAIN_WORD = re.compile(rf"(?<!\S)([^\w\s]*)({CORE})([^\w\s]*)(?!\S)")
"""A word without digits, with the signs around it."""
STRETCH = re.compile(rf"(?<!\S)([^\w\s]*)({CORE}(?: {CORE})*)([^\w\s]*)(?!\S)")
"""Words without digits, with the signs around them."""
ANSWER = re.compile(r"^& (\S+) \d+ \d+: ([^,\n]+)", re.MULTILINE)  # a suggestion of aspell: the word, the best reading
HYPHEN = re.compile(r"(?<=[A-Za-z])-[ \t]*\n[ \t]*(?=[A-Za-z])")  # a hyphen at the end of a line, with the line end
INTERVAL = re.compile(r"95% (\w+): (\S+) \.\. (\S+)")  # an interval as the benchmark prints it: its name and its ends
THRESHOLDS = ((0.95, 200.0), (0.9, 100.0), (0.8, 60.0), (0.7, 40.0), (0.4, 10.0), (0.35, 5.0), (0.3, 1.0))
"""Chances of being right from which teikit makes a change, and letters that it must mend for each right word it may
spoil; its own choice comes to these."""
BINS = tuple(step / 20 for step in range(20))  # lower limits of the bins of chances
NO_BINS = "reliability.svg is left out: pip install numpy scikit-learn."
JAMSPELL = "jamspell is left out: it is built with SWIG 3 only, and no model comes with the package."


class System(NamedTuple):
    """How a system is loaded, and what must be installed for it."""

    load: Callable[[], Correct]
    needs: str = ""


# ------------------------------------------------------------ systems


def teikit(likely: float | None = None, letters: float | None = None, without: tuple[str, ...] = ()) -> Correct:
    """The whole conversion, with these thresholds or its own; its first conversion, of a sample, is start-up."""
    from teikit.conversion import convert
    from teikit.lexicon import load
    from teikit.options import Options
    from teikit.words import chance

    rule: Any = import_module("teikit.passes.words")  # it has a copy of LIKELY
    rule.LIKELY = chance.LIKELY = likely or chance.LIKELY
    chance.LETTERS_A_WORD = letters or chance.LETTERS_A_WORD
    lexicon = load()
    convert(SAMPLE.read_bytes(), SAMPLE.name, lexicon)

    def tei(text: str) -> str:
        return convert(text.encode(), "ocr.txt", lexicon, Options(without=without)).documents[0][1].decode()

    return partial(map, tei)


def each(pattern: re.Pattern[str], lookup: Callable[[str], str]) -> Correct:
    """Correct each word, or stretch of words, by a function from words in lower case to words."""

    def mend(match: re.Match[str]) -> str:
        new = lookup(plain(match[2]))
        return match[0] if new == plain(match[2]) else match[1] + cased(new, match[2]) + match[3]

    return lambda texts: [pattern.sub(mend, text) for text in texts]


def joined(load: Callable[[], Correct]) -> Correct:
    """A system that is given the texts with all hyphens at line ends joined."""
    correct = load()
    return lambda texts: correct([HYPHEN.sub("", text) for text in texts])


def plain(word: str) -> str:
    """A word as it is looked up."""
    return word.lower().replace("’", "'")


def cased(new: str, old: str) -> str:
    """A word in capitals, with a capital, or neither, as another is: in capitals if most of its letters are."""
    if sum(map(str.isupper, old)) > sum(map(str.islower, old)):
        return new.upper()
    return new[:1].upper() + new[1:] if old[0].isupper() else new


def symspell(distance: int) -> Correct:
    """symspellpy with its own dictionary, the best word within a distance."""
    package = import_module("symspellpy")
    speller = _symspell(package, distance)

    def lookup(word: str) -> str:
        suggestions = speller.lookup(word, package.Verbosity.TOP, distance, include_unknown=True)
        return str(suggestions[0].term)

    return each(PLAIN_WORD, lookup)


def compound() -> Correct:
    """symspellpy on stretches of words between marks, which it may part or join; pairs of words count, too."""
    package = import_module("symspellpy")
    speller = _symspell(package, 2)
    speller.load_bigram_dictionary(_beside(package, "frequency_bigramdictionary_en_243_342.txt"), 0, 2)
    return each(STRETCH, lambda words: str(speller.lookup_compound(words, 2, split_by_space=True)[0].term))


def _symspell(package: Any, distance: int) -> Any:
    speller = package.SymSpell(max_dictionary_edit_distance=distance)
    speller.load_dictionary(_beside(package, "frequency_dictionary_en_82_765.txt"), 0, 1)
    return speller


def _beside(package: Any, name: str) -> str:
    return str(Path(package.__file__).with_name(name))


def pyspellchecker() -> Correct:
    """pyspellchecker, distance 1; it says None where it knows nothing."""
    speller = import_module("spellchecker").SpellChecker(distance=1)
    return each(PLAIN_WORD, lambda word: speller.correction(word) or word)


def autocorrect() -> Correct:
    """autocorrect, distance 1."""
    return each(PLAIN_WORD, import_module("autocorrect").Speller(fast=True).autocorrect_word)


def pipe(*command: str) -> Correct:
    """A program that answers to words as ispell does; its first suggestion. It is started once for all texts."""
    list(_asked(command, ["word"]))

    def correct(texts: list[str]) -> Iterable[str]:
        answers = _asked(command, [plain(match[2]) for text in texts for match in PLAIN_WORD.finditer(text)])
        return each(PLAIN_WORD, lambda word: next(answers))(texts)

    return correct


def _asked(command: tuple[str, ...], words: list[str]) -> Iterator[str]:
    """For each word the word with the first suggestion for each of its parts; an empty line ends an answer."""
    asked = "".join(f"^{word}\n" for word in words)
    answered = subprocess.run(command, input=asked, capture_output=True, check=True, encoding="utf-8").stdout
    answers = re.split(r"^\n", answered.split("\n", 1)[1], flags=re.MULTILINE)
    for word, answer in zip(words, answers, strict=False):
        for old, new in ANSWER.findall(answer):
            word = word.replace(old, new, 1)
        yield word


SYSTEMS = {
    "nothing": System(lambda: iter),
    "hyphens joined blindly": System(lambda: lambda texts: [HYPHEN.sub("", text) for text in texts]),
    "teikit": System(teikit),
    "teikit, structure only": System(partial(teikit, without=("words",))),
    "symspellpy, distance 1": System(partial(symspell, 1), "pip install symspellpy"),
    "symspellpy, distance 2": System(partial(symspell, 2), "pip install symspellpy"),
    "symspellpy, compound": System(compound, "pip install symspellpy"),
    "pyspellchecker": System(pyspellchecker, "pip install pyspellchecker"),
    "autocorrect": System(autocorrect, "pip install autocorrect"),
    "hyphens joined, then autocorrect": System(partial(joined, autocorrect), "pip install autocorrect"),
    "aspell": System(partial(pipe, "aspell", "-a", "-l", "en_US", "--encoding=utf-8"), "apt install aspell aspell-en"),
    "hunspell": System(
        partial(pipe, "hunspell", "-a", "-d", "en_US", "-i", "UTF-8"), "apt install hunspell hunspell-en-us"
    ),
}
CURVE = {f"teikit {likely:g} {letters:g}": (likely, letters) for likely, letters in THRESHOLDS}

# ------------------------------------------------------------ measuring, in a process for each system


def run(name: str, bench: Path, out: Path) -> Figures | None:
    """Correct all releases into OUT: seconds to load and to correct, most memory; None if it is not installed."""
    releases = sorted(path.parent for path in bench.glob("*/ocr.txt"))
    texts = [(release / "ocr.txt").read_bytes().decode() for release in releases]
    start = _cpu()
    try:
        correct = SYSTEMS[name].load() if name in SYSTEMS else teikit(*CURVE[name])
    except (ImportError, OSError, subprocess.CalledProcessError):
        return None
    loaded = _cpu()
    corrected = list(correct(texts))
    seconds = _cpu() - loaded
    for release, text in zip(releases, corrected, strict=True):
        suffix = ".xml" if text.startswith("<?xml") else ".txt"
        (out / f"{release.name}{suffix}").write_bytes(text.encode())
    used = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    rule, scores = map(sys.modules.get, ("teikit.passes.words", "teikit.words.chance"))
    own = (rule.LIKELY, scores.LETTERS_A_WORD) if rule and scores else None
    return {"start": loaded - start, "seconds": seconds, "megabytes": max(used) / 1024, "thresholds": own}


def _cpu() -> float:
    usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def chances(bench: Path) -> list[tuple[float, bool]] | None:
    """The chance teikit states for each change of a word, and whether the new token is right, marks and all."""
    import teikit.passes.words as rule
    from teikit.chain import correct
    from teikit.lexicon import load
    from teikit.options import Options
    from teikit.readers import read

    judged: list[tuple[float, bool]] = []
    lexicon = load()
    sys.path.append(str(ROOT / "tools"))
    try:
        judge = import_module("learn_certainty")
    except ImportError:
        return None
    for path in sorted(bench.glob("*/ocr.txt")):
        draft = correct(read(path.read_bytes(), path.name), lexicon, Options(without=("words",)))
        pages = json.loads(path.with_name("gt.json").read_text("utf-8"))["pages"]
        truth = running(line for page in pages for line in page["lines"])
        text = draft.text.replace("\n", " ")
        there = judge.places(truth, text)
        for change in (change for reading in rule.read(draft, lexicon) for change in reading.changes):
            judged.append((change.chance.right, judge.verdict(change, truth, text, there) == "right"))
    return judged


def running(lines: Iterable[Figures]) -> str:
    """The true lines in a row, words broken over two lines joined; what stands between these follows the second."""
    done, between, broken = list[str](), list[str](), False
    for line in lines:
        body, text = line["kind"] == "body", " ".join(line["text"].split())
        if broken and not body:
            between.append(text)
            continue
        done.append(done.pop()[:-1] + text if broken else text)
        broken = body and line.get("hyph") == "soft"
        if not broken:
            done += between
            between = []
    return " ".join(done + between)


# ------------------------------------------------------------ all systems


def main(shared: Path, out: Path) -> None:
    """Run and score each system, print the tables, draw the pictures."""
    bench, notes = shared / "data/bench-dev", [JAMSPELL]
    pages = json.loads((bench / "manifest.json").read_text("utf-8"))["pages"]
    bins = binned(_in_child("chances", shared, out))  # first: what teikit prepares only once is no start-up below
    by_system = {}
    for name in [*SYSTEMS, *CURVE]:
        print(f"running {name}", file=sys.stderr)
        figures = measured(name, shared, out)
        if figures:
            by_system[name] = figures | {"pages a second": pages / max(figures["seconds"], 1e-6)}
        else:
            notes.append(f"{name} is left out: {SYSTEMS[name].needs}.")
    levels = {level: score(shared, out / "teikit", "--level", str(level)) for level in (1, 2, 3)}
    error = sum(bin["off"] for bin in bins)
    notes.append(f"Expected calibration error of teikit's chances: {error:.4f}." if bins else NO_BINS)
    report = "\n".join(
        [*table(by_system), "", *by_level(by_system["teikit"], levels), "", *by_threshold(by_system), "", *notes]
    )
    print(report)
    (out / "peers.md").write_text(report + "\n", "utf-8")
    everything = {
        "systems": by_system,
        "levels": levels,
        "reliability": bins,
        "calibration error": error,
        "notes": notes,
    }
    (out / "peers.json").write_text(json.dumps(everything, indent=1) + "\n", "utf-8")
    peers = [name for name in SYSTEMS if name in by_system and name != "teikit"]
    points = [(name, by_system[name]["harm"], by_system[name]["CER_reduction"]) for name in peers]
    (out / "peers.svg").write_text(gain_against_harm(points, curve(by_system)), "utf-8")
    if bins:
        (out / "reliability.svg").write_text(reliability(bins, error), "utf-8")


def measured(name: str, shared: Path, out: Path) -> Figures | None:
    """One system in a process of its own, and its scores."""
    (out / name).mkdir(parents=True, exist_ok=True)
    figures = _in_child(name, shared, out / name)
    return score(shared, out / name) | figures if figures else None


def _in_child(name: str, shared: Path, out: Path) -> Any:
    command = [sys.executable, __file__, str(shared), str(out), name]
    return json.loads(subprocess.check_output(command, env=os.environ | {"PYTHONHASHSEED": "0"}))


def score(shared: Path, folder: Path, *options: str) -> Figures:
    """The scores of all releases, with 95 % intervals."""
    scores = folder / "scores"
    command = [sys.executable, shared / "data/score/score.py", shared / "data/bench-dev", folder, "--boot", "200"]
    printed = subprocess.check_output([*map(str, command), "--json", str(scores), *options], text=True)
    figures: Figures = json.loads(scores.read_text("utf-8"))["all"]
    return figures | {"intervals": {name: (float(low), float(high)) for name, low, high in INTERVAL.findall(printed)}}


def binned(judged: list[tuple[float, bool]] | None) -> list[Figures]:
    """How many changes say about the same chance, which on average, what share is right; ``off`` sums to the error."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for chance, right in judged or []:
        bins.setdefault(bisect_right(BINS, chance), []).append((chance, right))
    means = (
        (len(some), *(sum(column) / len(some) for column in zip(*some, strict=True)))
        for _, some in sorted(bins.items())
    )
    total = len(judged or [])
    return [
        {"count": count, "stated": stated, "right": right, "off": abs(stated - right) * count / total}
        for count, stated, right in means
    ]


def strict_first(by_system: dict[str, Figures]) -> list[str]:
    """teikit with all thresholds, its own among them, the strictest first."""
    return sorted(["teikit", *CURVE], key=lambda name: -by_system[name]["thresholds"][0])


def curve(by_system: dict[str, Figures]) -> list[tuple[str, float, float]]:
    """The points of teikit from strict to loose, each with its threshold, its own choice with its name, too."""
    labels = {name: "{:g}".format(by_system[name]["thresholds"][0]) for name in strict_first(by_system)}
    labels["teikit"] = f"teikit ({labels['teikit']})"
    return [(label, by_system[name]["harm"], by_system[name]["CER_reduction"]) for name, label in labels.items()]


# ------------------------------------------------------------ tables


def table(by_system: dict[str, Figures]) -> Iterator[str]:
    """A line for each system."""
    yield "| system | CER | CER reduction | WER | harm | precision | fix rate | pages/s | start-up s | memory MB |"
    yield "|---" + "|---:" * 9 + "|"
    for name in SYSTEMS:
        if name in by_system:
            own, speed = by_system[name], by_system[name]["pages a second"]
            costs = f"{speed:.{0 if speed > 10 else 1}f} | {own['start']:.2f} | {own['megabytes']:.0f}"
            yield f"| {name} | {_scores(own)} | {'- | - | -' if speed > 10_000 else costs} |"


def by_level(every: Figures, levels: dict[int, Figures]) -> Iterator[str]:
    """teikit by noise level, with intervals."""
    yield "| teikit | raw CER | CER | CER reduction | WER | harm | precision | fix rate | 95 % reduction | 95 % harm |"
    yield "|---" + "|---:" * 9 + "|"
    for title, own in (*((f"noise level {level}", own) for level, own in levels.items()), ("all", every)):
        ranges = " | ".join("{:.4f} to {:.4f}".format(*own["intervals"][key]) for key in ("CER_reduction", "harm"))
        yield f"| {title} | {own['CER_raw']:.4f} | {_scores(own)} | {ranges} |"


def by_threshold(by_system: dict[str, Figures]) -> Iterator[str]:
    """teikit by the chances from which it makes a change."""
    yield "| teikit, least chance / letters for a word | CER | CER reduction | WER | harm | precision | fix rate |"
    yield "|---" + "|---:" * 6 + "|"
    for name in strict_first(by_system):
        yield "| {:g} / {:g}".format(*by_system[name]["thresholds"]) + f" | {_scores(by_system[name])} |"


def _scores(own: Figures) -> str:
    keys = ("CER_sys", "CER_reduction", "WER_sys", "harm", "precision", "fix_rate")
    return " | ".join("-" if own[key] is None else f"{own[key]:.4f}" for key in keys)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
    elif sys.argv[3] == "chances":
        print(json.dumps(chances(Path(sys.argv[1], "data/bench-dev"))))
    else:
        print(json.dumps(run(sys.argv[3], Path(sys.argv[1], "data/bench-dev"), Path(sys.argv[2]))))
