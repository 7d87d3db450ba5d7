#!/usr/bin/env python3
"""Build the word lists of the dictionaries from the texts and counts they rest on.

    python tools/build_dictionaries.py --frus frus-telegrams.jsonl --domain domain/ --english american-english \\
        --british british-english --reserved RESERVED-VOLUMES.txt [--without VOLUME ... --into FOLDER]

They are words.tsv, pairs.tsv and homographs.tsv of ``us``, english.txt and proper.txt of ``general``, and british.txt
of ``uk``.

frus-telegrams.jsonl   one telegram of Foreign Relations of the United States a line, with ``body`` (a list of
                       paragraphs), ``head``, ``place``, ``volume`` and ``bench``; those kept for tests (``bench`` is
                       set, or the volume is reserved) are left out
domain/                cable_frequency.tsv (words on which two OCR engines agree) and cable_frequency_suspect.tsv
american-english       a general word list, one word a line (SCOWL, as in the Debian package wamerican)
british-english        the same with British spellings (Debian package wbritish)

The other dictionaries are edited by hand. Abbreviations and names of posts of ``us`` go into words.tsv too. With
``--without`` some volumes give no counts, to measure on their text what teikit does with telegrams it has not seen;
then words.tsv and pairs.tsv are all that is written.
The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from string import ascii_uppercase
from typing import Any

DICTIONARIES = Path(__file__).resolve().parent.parent / "dictionaries"
GENERAL = DICTIONARIES / "general"
US = DICTIONARIES / "us"
UK = DICTIONARIES / "uk"
LATIN_LETTERS = "[A-Za-z]+"  # the letters of a part of a form
FORM = re.compile(rf"{LATIN_LETTERS}(?:['&/-]{LATIN_LETTERS})*")
WORD_IN_TEXT = re.compile(rf"(?<![\w&/])(?<!\w['.-])(?:(?:[A-Za-z]\.){{2,}}|{FORM.pattern})(?![\w&/])")
NO_LETTER = re.compile("[^A-Za-z]+")  # what is left out of a word beside a homograph: ACTION,
EDITORIAL = re.compile(r"\[[^\]]*\]")  # a remark of the editors: [Here follows a list.]
END = re.compile(r"[.?!:;]")  # the end of a sentence or a clause
LEAST_PAIR = 2  # times that a pair of words was counted
LEAST_NEIGHBOUR = 4  # times that a word was counted beside a homograph
HOMOGRAPHS = {"US": "us"}  # a name in capitals, and the word that is spelt as it in telegrams without small letters

WORDS_HEADER = """\
# Forms of words in cables, in capitals, and how often they were counted; 1 also for what was not counted but is known.
# count: occurrences in 2,865 telegrams of Foreign Relations of the United States, plus those in cables of the JFK
# Assassination Records on which two OCR engines agree, plus a tenth of those in its other papers; what the other
# dictionaries know has at least 1. Hyphens, apostrophes, slashes and ampersands are part of a form; accents are taken
# off. Built by tools/build_dictionaries.py: do not edit.
form\tcount
"""
HOMOGRAPHS_HEADER = """\
# How often a name in capitals, and a word that is spelt as it, stand beside a word: TOLD US THAT, but TOLD US EMBASSY.
# form; side: before or after (the neighbour is empty where the sentence begins or a mark stands), empty: anywhere;
# neighbour; name: times that it was the name; word: times that it was the word. Counted in telegrams of Foreign
# Relations of the United States, whose editors print US and us. Built by tools/build_dictionaries.py: do not edit.
form\tside\tneighbour\tname\tword
"""
ENGLISH_HEADER = """\
# English words in capitals, from SCOWL (see LICENSE-SCOWL). They count as 0 unless a list of counted words has them.
# Built by tools/build_dictionaries.py: do not edit. A blank line ends this comment.

"""
PROPER_HEADER = """\
# Words that begin with a capital wherever they stand: names of persons, places, peoples, languages, months and days, in
# capitals. From SCOWL (see LICENSE-SCOWL), those that cables have; with some that have a rare twin in small letters
# (CHINA). Built by tools/build_dictionaries.py: do not edit. A blank line ends this comment.

"""
RARE_TWINS = frozenset((
    "AFGHAN", "AFGHANS", "AUGUST", "CATHOLIC", "CATHOLICS", "CHINA", "CONGRESS", "FRENCH", "GUINEA", "JAPAN", "JOHN",
    "MARTIN", "MOROCCO", "PENTAGON", "PEKING", "POLISH", "SMITH", "SOVIET", "SOVIETS", "TURKEY",
))  # fmt: skip
"""Proper words of which general lists have a twin in small letters that papers of offices hardly have."""
ALSO_SMALL = frozenset(
    ("BLANCHE", "CHE", "COM", "DEL", "GESTAPO", "LAS", "LES", "LOS", "MESSIANIC", "NEO", "PIEDMONT", "PRINCIPE")
)
"""Words that SCOWL has with a capital only, and telegrams also in small letters, or within Spanish and French names."""
LEAST_PROPER = 2  # times, at least, that a proper word was counted
SHORTEST_PROPER = 3  # letters, at least, of one
BRITISH_HEADER = """\
# British spellings in capitals that general/english.txt does not have, from SCOWL (see ../general/LICENSE-SCOWL). They
# count as 0. Built by tools/build_dictionaries.py: do not edit. A blank line ends this comment.

"""
PAIRS_HEADER = """\
# Which words follow which in telegrams. first: a word, # for a number, ^ for the start of a sentence. total, kinds: how
# often anything followed it, and how many different words did. then: the words that followed it at least twice and how
# often, with spaces between. Counted in 2,865 telegrams of Foreign Relations of the United States. Built by
# tools/build_dictionaries.py: do not edit.
first\ttotal\tkinds\tthen
"""
KNOWING = {
    "abbreviations.tsv": "abbreviation",
    "banners.tsv": "form",
    "posts.tsv": "name",
    "precedence.tsv": "form",
    "series.tsv": "name",
}


def main() -> None:
    """Read the arguments and write the lists."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--frus", type=Path, required=True, help="telegrams, one JSON object per line")
    parser.add_argument("--domain", type=Path, required=True, help="folder with the counts")
    parser.add_argument("--english", type=Path, required=True, help="general word list")
    parser.add_argument("--british", type=Path, required=True, help="general word list with British spellings")
    parser.add_argument("--reserved", type=Path, required=True, help="names of volumes kept for tests")
    parser.add_argument("--without", nargs="*", default=[], metavar="VOLUME", help="volumes that give no counts")
    parser.add_argument("--into", type=Path, help="folder for words.tsv and pairs.tsv (default: dictionaries/us)")
    arguments = parser.parse_args()
    reserved = {line for line in arguments.reserved.read_text("utf-8").split("\n") if line and line[0] != "#"}
    telegrams = list(training(arguments.frus, reserved | set(arguments.without)))
    general, british = (
        {form for word in path.read_text("utf-8").split() for form in forms(word)}
        for path in (arguments.english, arguments.british)
    )
    words = frus_words(telegrams)
    jfk = jfk_words(arguments.domain, general)
    counts, known = words + jfk, words.keys() | general | known_forms()
    tails = {form[cut:] for form, count in counts.items() if count >= 40 for cut in (1, 2, 3) if len(form) > cut + 3}
    words.update({form: jfk[form] for form in jfk if form in known or not (form in tails or shadowed(form, counts))})
    words = Counter({form: count for form, count in words.items() if not broken(form, counts)})
    for form in known_forms():
        words[form] = max(words[form], 1)
    for form in wrong_forms():
        words.pop(form, None)
    into = arguments.into or US
    into.mkdir(parents=True, exist_ok=True)
    write(into / "words.tsv", WORDS_HEADER, (f"{form}\t{count}" for form, count in sorted(words.items())))
    write(into / "pairs.tsv", PAIRS_HEADER, pairs(telegrams, words))
    if not arguments.without:
        write(US / "homographs.tsv", HOMOGRAPHS_HEADER, homographs(telegrams))
        write(GENERAL / "english.txt", ENGLISH_HEADER, sorted(general - wrong_forms()))
        write(
            GENERAL / "proper.txt", PROPER_HEADER, sorted(proper(arguments.english.read_text("utf-8").split(), words))
        )
        write(UK / "british.txt", BRITISH_HEADER, sorted(british - general - wrong_forms()))


def proper(spelt: Iterable[str], counts: Mapping[str, int]) -> set[str]:
    """The counted words that a general list has with a capital only, in capitals; no abbreviations, no genitives.

    >>> proper(["Havana", "Hunt", "hunt", "NATO"], {"HAVANA": 9, "HUNT": 9, "NATO": 9}) - RARE_TWINS
    {'HAVANA'}
    """
    words = set(spelt)
    small = {form for word in words if word[0].islower() for form in forms(word)}
    with_capital = {form for word in words if word.isalpha() and word.istitle() for form in forms(word)}
    known = {form for form in with_capital - small - ALSO_SMALL if counts.get(form, 0) >= LEAST_PROPER}
    return {form for form in known if len(form) >= SHORTEST_PROPER} | RARE_TWINS


def forms(text: str) -> Iterator[str]:
    """The forms of words in a text, in capitals and without accents.

    >>> list(forms("Côte d’Ivoire: pro-US 'A/CDC/MR' 5th"))
    ['COTE', "D'IVOIRE", 'PRO-US', 'A/CDC/MR']
    """
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‑", "-"))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    for match in WORD_IN_TEXT.finditer(plain):
        yield match[0].upper()


def training(path: Path, left_out: set[str]) -> Iterator[dict[str, Any]]:
    """The telegrams that words are counted in: none that is kept for tests, none of a volume that is left out."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            telegram = json.loads(line)
            if not telegram["bench"] and telegram["volume"] not in left_out:
                yield telegram


def frus_words(telegrams: Iterable[dict[str, Any]]) -> Counter[str]:
    """Counts of the forms in telegrams; the editors' brackets are left out."""
    words: Counter[str] = Counter()
    for telegram in telegrams:
        for paragraph in telegram["body"]:
            words.update(forms(EDITORIAL.sub(" ", paragraph)))
        words.update(forms(f"{telegram['place'] or ''} ; {telegram['signed'] or ''}"))
    return Counter({form: count for form, count in words.items() if count > 1 or plausible(form)})


def pairs(telegrams: Iterable[dict[str, Any]], words: Counter[str]) -> Iterator[str]:
    """Which of the words follows which, a line for each first word."""
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for telegram in telegrams:
        for paragraph in telegram["body"]:
            for first, second in pairwise(sequence(EDITORIAL.sub(" ", paragraph))):
                if (first in words or first in "^#") and (second in words or second == "#"):
                    counted[first][second] += 1
    for first, followers in sorted(counted.items()):
        often = sorted((form, count) for form, count in followers.items() if count >= LEAST_PAIR)
        if often:
            then = " ".join(f"{form} {count}" for form, count in often)
            yield f"{first}\t{followers.total()}\t{len(followers)}\t{then}"


def homographs(telegrams: Iterable[dict[str, Any]]) -> Iterator[str]:
    """How often a name and the word that is spelt as it stand beside each word, as the editors printed them."""
    counted: defaultdict[tuple[str, str, str], Counter[bool]] = defaultdict(Counter)
    spelt = {spelling: (name, spelling == name) for name, word in HOMOGRAPHS.items() for spelling in (name, word)}
    either = re.compile(rf"(?:(\S+)\s+)?\b({'|'.join(spelt)})\b(?![-/.&])(?:(?=\s+(\S+))|\S)?")
    for telegram in telegrams:
        for paragraph in telegram["body"]:
            for match in either.finditer(EDITORIAL.sub(" ", paragraph)):
                name, is_name = spelt[match[2]]
                before, after = (NO_LETTER.sub("", word or "").upper() for word in (match[1], match[3]))
                for side, neighbour in (("before", before), ("after", after), ("", "")):
                    counted[name, side, neighbour][is_name] += 1
    for place, counts in sorted(counted.items()):
        if counts.total() >= LEAST_NEIGHBOUR:
            yield "\t".join((*place, str(counts[True]), str(counts[False])))


def sequence(paragraph: str) -> Iterator[str]:
    """A paragraph as the pairs see it: words, # for a number, ^ before a sentence.

    >>> list(sequence("Ref: Embtel 756. U.S. now"))
    ['^', 'REF', '^', 'EMBTEL', '#', '^', 'U.S.', 'NOW']
    """
    yield "^"
    for token in paragraph.split():
        words = list(forms(token))
        yield from words
        if not words and any(map(str.isdigit, token)):
            yield "#"
        elif not words:
            yield "^"
        if END.search(token[-2:]) and not (words and words[-1].endswith(".")):
            yield "^"


def plausible(form: str) -> bool:
    """Whether a form that was seen once only is worth keeping: no lone slash or ampersand compound, no long string."""
    return len(form) <= 24 and form.count("-") <= 3 and "/" not in form


def jfk_words(domain: Path, general: set[str]) -> Counter[str]:
    """Counts of the words on which two engines agree in the JFK papers, where their agreement is to be trusted."""
    suspect = {row["word"] for row in table(domain / "cable_frequency_suspect.tsv")}
    words: Counter[str] = Counter()
    for row in table(domain / "cable_frequency.tsv"):
        form, cable, elsewhere = row["word"], int(row["count_cable"]), int(row["count_other"])
        if form in suspect or not FORM.fullmatch(form):
            continue
        trusted = float(row["trust"]) >= 0.8 and int(row["doc_freq"]) >= 3 and cable + elsewhere >= 4
        if trusted or form in general or int(row["count_titles"]) or int(row["count_state_prose"]) > 1:
            words[form] += max(1, cable + elsewhere // 10)
    return words


def shadowed(form: str, counts: Counter[str]) -> bool:
    """Whether a form is probably a misreading: a word that differs in one letter is 40 times commoner."""
    cuts = [(form[:place], form[place:]) for place in range(len(form) + 1)]
    near = [head + tail[1:] for head, tail in cuts if tail]
    near += (head + letter + rest for head, tail in cuts for letter in ascii_uppercase for rest in (tail, tail[1:]))
    return any(counts[form_near] >= 40 * counts[form] for form_near in near if form_near != form)


def broken(form: str, counts: Counter[str]) -> bool:
    """Whether a rare form with a hyphen is a word broken at the end of a line (INI-TIAL), not a compound."""
    parts = form.split("-")
    rare = len(parts) == 2 and counts[form] <= 2 and counts["".join(parts)] >= 10
    return rare and not all(counts[part] for part in parts)


def known_forms() -> set[str]:
    """What the other dictionaries know: abbreviations, posts, banners, precedences, series, stamps, right readings."""
    cells = [row[column] for name, column in KNOWING.items() for row in table(US / name)]
    cells += (row["right"] for row in confusions())
    known = {form for cell in cells for form in forms(cell)}
    plain = (row["abbreviation"] for row in table(US / "abbreviations.tsv"))
    stamps = tomllib.loads((US / "stamps.toml").read_text("utf-8")).values()
    printed = (line for stamp in stamps for line in stamp["lines"] if isinstance(line, str))
    known.update(form for line in printed for form in forms(line))
    return known | {form.upper() for form in plain if re.fullmatch(r"[\w&/'.-]*\d[\w&/'.-]*", form)}


def wrong_forms() -> set[str]:
    """The forms that are called wrong everywhere."""
    return {row["wrong"] for row in confusions()}


def confusions() -> Iterator[dict[str, str]]:
    """The readings that are never right, of both collections."""
    for home in (GENERAL, US):
        yield from table(home / "confusions.tsv")


def table(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a tab-separated table, without its comments; none if there is no such file yet."""
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(
            (line for line in lines if not line.startswith("# ")), delimiter="\t", quoting=csv.QUOTE_NONE
        )


def write(path: Path, header: str, lines: Iterable[str]) -> None:
    """Write one dictionary and say how large it is."""
    text = header + "".join(f"{line}\n" for line in lines)
    path.write_bytes(text.encode("utf-8"))
    print(f"{path.name}: {text.count(chr(10))} lines, {len(text.encode('utf-8'))} bytes")


if __name__ == "__main__":
    main()
