"""Words corrected by evidence: tokens, the channel, the vocabulary, the reading, the scorecard, lists of the user."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from teikit.chain import correct
from teikit.conversion import convert
from teikit.core import Certainty, Source
from teikit.core.hyphens import HYPHENS
from teikit.errors import ConfigRefused, UsageError
from teikit.lexicon import Lexicon, load
from teikit.lexicon.lists import with_list
from teikit.messages.why import explain_word
from teikit.options import Options
from teikit.words.bounds import (
    LIKELY_IN_CLEAN,
    LIKELY_IN_DEBRIS,
    LIKELY_IN_HEADER,
    LIKELY_IN_NOISE,
    NOISY,
    Legibility,
    certainty,
    legibility,
    looks_clean,
)
from teikit.words.chance import Chance
from teikit.words.changes import Change, read_segments
from teikit.words.channel import Channel, MisreadingCount, channel_from_counts
from teikit.words.compiling import COMPILED_NAME, compiled
from teikit.words.confidence import KNOWN
from teikit.words.document import TextKnowledge
from teikit.words.listed import ListedVocabulary
from teikit.words.scorecard import Scorecard
from teikit.words.token_kinds import TokenKind, kind_of
from teikit.words.tokens import tokens
from teikit.words.vocabulary import Vocabulary

LETTERS = st.text(alphabet="ABCEILMNORTU .:'01", max_size=9)
Spans = Sequence[tuple[int, int]]
SMALL, SOURCES = ROOT / "tests/documents/small", ("words.tsv", "english.txt", "pairs.tsv")
DAMAGED = "HE SAID THE PROCLDURES ARE SETTLED AND MAY BE USED NOW.\n"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def reading(text: str, lexicon: Lexicon, at_least: Certainty = Certainty.MEDIUM) -> str:
    return correct(Source("case", text), lexicon, Options(certainty=str(at_least))).text


def changes(text: str, lexicon: Lexicon, scorecard: Scorecard | None = None, kept: Spans = ()) -> list[Change]:
    knowledge = TextKnowledge(kept)
    readings = read_segments(text, lexicon.words, lexicon.channel, scorecard or lexicon.scorecard, knowledge)
    return [change for reading in readings for change in reading.changes]


# ------------------------------------------------------------------- tokens


@pytest.mark.parametrize("hyphen", HYPHENS)
def test_a_hyphen_of_any_shape_breaks_a_word(hyphen: str) -> None:
    first, second = tokens(f"EVALU{hyphen}\nATION", lambda word: False)
    assert first.is_broken and (first.core, second.core) == ("EVALU", "ATION")


@given(st.text(alphabet="AbÉ1.-–'\"(/ \n\t\u2028\ud800", max_size=60))
def test_tokens_cover_all_that_is_not_blank(text: str) -> None:
    all_tokens = list(tokens(text, lambda word: False))
    assert "".join(token.text for token in all_tokens) == "".join(text.split())
    assert all(text[token.start : token.end] == token.text for token in all_tokens)
    assert all(token.end <= following.start for token, following in pairwise(all_tokens))


# ------------------------------------------------------------------ channel


def test_the_cheapest_explanation_is_taken() -> None:
    rows = [
        MisreadingCount("M", "RN", 50, 1000),
        MisreadingCount("E", "L", 10, 1000),
        MisreadingCount("", ":", 5, 1000),
    ]
    channel = channel_from_counts(rows)
    assert [misreading[:2] for misreading in channel.misreadings("COMMITTEE", "CORNMITTEL")] == [
        ("M", "RN"),
        ("E", "L"),
    ]
    assert channel.cost("COMMITTEE", "COMMITTEE") == 0
    assert channel.cost("THE", "TH:E") == pytest.approx(channel.misreading_cost("", ":"))


@given(LETTERS, LETTERS)
def test_the_confusions_add_up_to_the_cost(truth: str, observed: str) -> None:
    channel = load().channel
    misreadings = channel.misreadings(truth, observed)
    assert sum(misreading.cost for misreading in misreadings) == pytest.approx(channel.cost(truth, observed))


def test_a_document_shows_how_its_types_fail() -> None:
    channel = Channel({("E", "F"): 7.0}, 12.0)
    adapted = channel.adapted({("E", "F"): 9, ("T", "Y"): 4}, {"E": 100, "T": 80})
    assert adapted.misreading_cost("E", "F") < 4 and adapted.misreading_cost("T", "Y") < 5
    assert adapted.misreading_cost("A", "B") == 12.0


# --------------------------------------------------------------- vocabulary


def test_words_counts_and_pairs(lexicon: Lexicon) -> None:
    words = lexicon.words
    assert words["GOVERNMENT"] > 1000 and words["AARDVARK"] == 0
    assert "PROCLDURES" not in words
    assert all(form in words for form in ("A", "NIACT", "U.S.", "SELF-DEFENSE"))
    assert words.pair_count("PRIME", "MINISTER") > 100 and words.pair_count("MINISTER", "PRIME") < 10
    assert words.log_bigram("PRIME", "MINISTER") > words.log_bigram("THE", "MINISTER")
    assert words.log_bigram("THE", "MINISTER") > words.log_unigram("MINISTER") - 5


@pytest.mark.parametrize(
    ("form", "distance", "word"),
    [("PROCLDURES", 1, "PROCEDURES"), ("GOVRENMENT", 1, "GOVERNMENT"), ("NEGOTIATI()NS", 2, "NEGOTIATIONS")],
)
def test_words_near_a_form_are_found(form: str, distance: int, word: str, lexicon: Lexicon) -> None:
    near_words = lexicon.words.near(form, distance)
    assert word in [near for _, near in near_words]
    assert near_words == sorted(near_words, key=lambda near: near[0])


@given(st.integers(0, 10**6), st.integers(0, 8), st.sampled_from("ABEX-"))
def test_a_word_with_one_letter_changed_is_found(number: int, place: int, letter: str) -> None:
    words = load().words
    word = list(words)[number % len(words)]
    if not word.isalpha() or len(word) < 8:
        return
    form = word[:place] + letter + word[place + 1 :]
    assert form == word or word in [near for _, near in words._look_near(form, 1)]


def test_the_same_lists_give_the_same_file_and_others_another() -> None:
    texts = [(SMALL / name).read_bytes() for name in SOURCES]
    assert compiled(texts) == compiled(texts)
    assert Vocabulary(compiled(texts)).made_from != Vocabulary(compiled([texts[0] + b"ZZ\t1\n", *texts[1:]])).made_from
    assert dict(Vocabulary(compiled(texts))) == {"#": 0, "^": 0, "AND": 9, "NOT": 4, "NUT": 0, "WE": 5}


def test_of_several_lists_the_highest_count_stands_and_names_are_words() -> None:
    more, names = b"form\tcount\nAND\t2\nNUT\t3\n", "# Posts\nname\tkind\nSão Paulo\tconsulate\n".encode()
    words = Vocabulary(compiled([*((SMALL / name).read_bytes() for name in SOURCES), more, names]))
    assert (words["AND"], words["NUT"], words["SÃO"], words["PAULO"]) == (9, 3, 1, 1)


def test_words_of_any_script_are_listed_looked_up_and_found() -> None:
    words = Vocabulary(compiled(["ELYSÉE GENÈVE MÜNCHEN ÜBER МОСКВА ΑΘΗΝΑ".encode()]))
    assert set(words) == {"#", "^", "ELYSÉE", "GENÈVE", "MÜNCHEN", "ÜBER", "МОСКВА", "ΑΘΗΝΑ"}
    assert "ELYSÉE" in words and "ELYSEE" not in words and "МОСКВА" in words
    assert [token.word for token in tokens("l’Elyse\u0301e,", lambda word: word in words)] == ["L'ELYSÉE"]
    assert words.near("ELYSEE", 1) == [(1, "ELYSÉE")] and words.near("МОСКЗА", 1) == [(1, "МОСКВА")]


def test_a_file_that_is_no_word_list_is_not_taken_for_one() -> None:
    with pytest.raises(ValueError, match="not a compiled word list"):
        Vocabulary(b"PK\x03\x04" * 100)


def test_a_word_list_that_was_changed_is_compiled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from teikit.lexicon.collection import collection
    from teikit.lexicon.levels import Level
    from teikit.lexicon.vocabularies import compiled_path, vocabulary

    def words() -> Mapping[str, int]:
        levels = (Level("small", tmp_path / "small", shipped=False),)
        return vocabulary(levels, collection(levels))

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shutil.copytree(SMALL, tmp_path / "small")
    assert words()["NOT"] == 4
    (made,) = (tmp_path / "cache/teikit").iterdir()
    made.write_bytes(made.read_bytes()[:100])
    assert words()["NOT"] == 4 and made.stat().st_size > 100
    counted = tmp_path / "small/words.tsv"
    counted.write_bytes(counted.read_bytes().replace(b"NOT\t4", b"NOT\t8"))
    assert words()["NOT"] == 8
    monkeypatch.setenv("XDG_CACHE_HOME", str(counted))
    assert words()["NOT"] == 8, "where nothing can be written each process compiles for itself"
    default = load().levels
    assert compiled_path(default, []) == Path(str(default[-1].home)) / COMPILED_NAME


# ------------------------------------------------------------------ reading


def test_each_change_says_how_sure_it_is(lexicon: Lexicon) -> None:
    (change,) = changes(DAMAGED, lexicon)
    assert change.step.candidate.text == "PROCEDURES"
    assert 0.9 < change.chance.right <= 1 and 0 <= change.chance.harm < 0.05


def test_without_a_scorecard_nothing_is_sure(lexicon: Lexicon) -> None:
    (change,) = changes(DAMAGED, lexicon, Scorecard(()))
    assert change.chance.right == pytest.approx(1 / 3)


def test_what_is_kept_is_not_changed(lexicon: Lexicon) -> None:
    start = DAMAGED.index("PROCL")
    kept = [(start + 4, start + 5)]
    assert not changes(DAMAGED, lexicon, kept=kept)


def test_the_threshold_decides_what_is_made(lexicon: Lexicon) -> None:
    text = "THE AMBASSADOR AMD THE MINISTER MET THIS MORNING.\n"
    draft = correct(Source("case", text), lexicon)
    assert draft.text == text
    assert [(edit.new, edit.cert) for edit in draft.suggested] == [("AND", Certainty.LOW)]
    assert reading(text, lexicon, Certainty.LOW) == text.replace("AMD", "AND")


@given(st.text(alphabet="ABCDEI aeio.,-:'\n()01°", max_size=120))
def test_any_text_is_read_and_comes_back(text: str) -> None:
    draft = correct(Source("case", text), load(), Options(certainty="low"))
    assert "".join(draft.source.text[piece.span.start : piece.span.end] for piece in draft.pieces) == text


def test_a_token_of_many_letters_is_not_tried_at_each_of_its_letters(
    lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    count = Vocabulary.__getitem__

    def listening(vocabulary: Vocabulary, word: str) -> int:
        asked.append(word)
        return count(vocabulary, word)

    monkeypatch.setattr(Vocabulary, "__getitem__", listening)
    changes(f"HE SAID {'ABCDEFGH' * 2000} TODAY.", lexicon)
    assert sum(map(len, asked)) < 20 * 16_000


def test_the_order_of_documents_does_not_matter(lexicon: Lexicon) -> None:
    texts = [DAMAGED, "WE WILL AP ROACH THE GOVERNMEN AGAIN.\n", "THE ™ILITARY SITUATI0N HAS IMPROVED.\n"]
    forth = [reading(text, lexicon) for text in texts]
    assert forth == [reading(text, lexicon) for text in reversed(texts)][::-1]


# ------------------------------------------------------- lists, suggestions, accounts


def test_a_good_word_is_never_changed(lexicon: Lexicon) -> None:
    assert reading(DAMAGED, with_list(lexicon, "PROCLDURES\n", "mine")) == DAMAGED


def test_a_bad_reading_is_always_corrected_and_names_its_list(lexicon: Lexicon) -> None:
    with_mine = with_list(lexicon, "# ours\nGYN\tGVN\n", "mine.txt")
    draft = correct(Source("case", "THE GYN AGREED.\n"), with_mine)
    assert draft.text == "THE GVN AGREED.\n"
    assert [edit.why for edit in draft.edits] == ["list mine.txt, line 2"]


def test_a_pair_is_revoked(lexicon: Lexicon) -> None:
    assert reading(DAMAGED, with_list(lexicon, "-PROCLDURES\tPROCEDURES\n", "mine")) == DAMAGED
    shipped = "THE ACTIVITLES CONTINUE.\n"
    assert reading(shipped, lexicon) != shipped
    revoked = with_list(with_list(lexicon, "-ACTIVITLES\tACTIVITIES\n", "mine"), "ACTIVITLES\n", "mine, too")
    assert reading(shipped, revoked) == shipped


def test_the_later_list_counts(lexicon: Lexicon) -> None:
    general = with_list(lexicon, "GYN\tGVN\n", "general")
    assert reading("THE GYN AGREED.\n", with_list(general, "GYN\n", "special")) == "THE GYN AGREED.\n"
    other_way = with_list(with_list(lexicon, "GYN\n", "general"), "GYN\tGVN\n", "special")
    assert reading("THE GYN AGREED.\n", other_way) == "THE GVN AGREED.\n"


NAMES = "ZOLLIKOFER\nHALLERSTEIN\t40\nJOSE DE LA FUENTEZUELA\n"
"""A list of names: without a count, with one, of several words."""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("THE MINISTER SAID THAT ZOLLIKOFEB HAD LEFT.\n", "THE MINISTER SAID THAT ZOLLIKOFER HAD LEFT.\n"),
        ("THE MINISTER SAID THAT HALLERSTEIH HAD LEFT.\n", "THE MINISTER SAID THAT HALLERSTEIN HAD LEFT.\n"),
        ("HE MET FUENTEZVELA IN THE CAPITAL.\n", "HE MET FUENTEZUELA IN THE CAPITAL.\n"),
        ("The Minister said that Zollikofcr had left.\n", "The Minister said that Zollikofer had left.\n"),
        ("HE KNOWS ZOLLI-\nKOFER WELL.\n", "HE KNOWS ZOLLIKOFER WELL.\n"),
    ],
)
def test_a_word_of_a_list_is_proposed(text: str, wanted: str, lexicon: Lexicon) -> None:
    assert reading(text, lexicon) != wanted
    assert reading(text, with_list(lexicon, NAMES, "names")) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "THE MINISTER SAID THAT ZOLLIKOFER'S VIEWS ARE KNOWN.\n",  # a word of the list, in the genitive
        "THE MINISTER SAID THAT HALLERSTEIN HAD LEFT.\n",
        "THE MINISTER SAID THAT ZELLWEGER HAD LEFT.\n",  # another name, too far from the one that is listed
        "HE WENT TO DE LA TORRE.\n",  # the short words of a listed name are good in any case
    ],
)
def test_what_is_right_stays_with_a_list(text: str, lexicon: Lexicon) -> None:
    assert reading(text, with_list(lexicon, NAMES, "names")) == text


def test_a_later_list_takes_a_word_of_an_earlier_one_back(lexicon: Lexicon) -> None:
    names = with_list(with_list(lexicon, NAMES, "names"), "ZOLLIKOFER\tZOLLIKER\n", "special")
    assert "ZOLLIKOFER" not in names.words and "ZOLLIKOFER" not in names.good
    assert names.words["HALLERSTEIN"] == 40 and names.words["HALLERSTEIN"] > lexicon.words.get("HALLERSTEIN", 0)


def test_a_listed_vocabulary_is_one_mapping(lexicon: Lexicon) -> None:
    listed = ListedVocabulary(lexicon.words, {"THE": 3, "QXQZ": 5})
    assert listed["THE"] == lexicon.words["THE"] and listed["QXQZ"] == 5 and "QXQY" not in listed
    assert len(listed) == len(lexicon.words) + 1 == sum(1 for _ in listed)
    for word in ("THE", "QXQZ", "QXQY", "TELEGRAM"):
        assert listed.count(word) == listed.get(word, 0) and lexicon.words.count(word) == lexicon.words.get(word, 0)
    assert listed.near("QXQY", 1)[0] == (1, "QXQZ") and lexicon.words.near("TELEGRAN", 1) == listed.near("TELEGRAN", 1)
    with pytest.raises(KeyError):
        listed["QXQY"]


def test_the_index_of_lists_is_imported_only_where_there_is_a_list() -> None:
    script = "import sys, teikit; teikit.correct('THE PROCLDURES.'); sys.exit('symspellpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@pytest.mark.parametrize("entry", ["A\tB\tC", "-A", "-", "<div class='ocr_page'>"])
def test_an_entry_that_says_nothing_is_refused(entry: str, lexicon: Lexicon) -> None:
    with pytest.raises(ConfigRefused) as caught:
        with_list(lexicon, f"FINE\n{entry}\n", "mine.txt")
    assert caught.value.place == "mine.txt:2"


def test_suggestions_stand_in_the_tei_if_asked_for(lexicon: Lexicon) -> None:
    data = b"THE AMBASSADOR AMD THE MINISTER MET THIS MORNING.\n"
    ((_, plain),) = convert(data, "case.txt", lexicon).documents
    ((_, asked),) = convert(data, "case.txt", lexicon, Options(suggestions=True)).documents
    assert b"may read" not in plain
    assert b'motivation="questioning"' in asked and b"AMD may read AND" in asked
    assert b'target="case.txt#char=15,18"' in asked


def test_an_account_names_candidates_costs_and_what_decided(lexicon: Lexicon) -> None:
    printed = explain_word(Source("case.txt", DAMAGED), 1, 15, lexicon)
    for part in ("case.txt:1:15", "a word nobody knows", "* PROCEDURES", "E read as L", "certainty", "against as read"):
        assert part in printed
    mine = with_list(lexicon, "PROCLDURES\n", "mine")
    assert "left alone" in explain_word(Source("case.txt", DAMAGED), 1, 15, mine)
    assert "there is no word here" in explain_word(Source("case.txt", "WE  AGREE\n"), 1, 3, lexicon)


@pytest.mark.parametrize(("line", "column"), [(0, 1), (9, 1), (1, 0), (1, 999)])
def test_a_place_that_is_not_there_is_refused(line: int, column: int, lexicon: Lexicon) -> None:
    with pytest.raises(UsageError):
        explain_word(Source("case.txt", DAMAGED), line, column, lexicon)


def test_the_report_holds_the_chances(lexicon: Lexicon) -> None:
    from teikit.messages.message import as_json, messages_of

    conversion = convert(DAMAGED.encode(), "case.txt", lexicon)
    printed = [json.loads(as_json(message)) for message in messages_of(conversion, "case.txt")]
    (message,) = [message for message in printed if message["rule"] == "words"]
    assert message["before"] == "PROCLDURES" and message["why"].startswith("chance 0.9")


def test_in_a_short_line_of_odd_words_more_is_asked(lexicon: Lexicon) -> None:
    """Such a line may be a stamp, a form or handwriting."""
    text = "THE AMBASSADOR AGREED TO SEE HIM ON FRIDAY.\n\nTHQ CQNFERENCE\n"
    (change,) = (change for change in changes(text, lexicon) if change.first.word == "CQNFERENCE")
    assert certainty(change._replace(chance=Chance(LIKELY_IN_DEBRIS - 0.1, 0.0))) is Certainty.LOW
    assert certainty(change._replace(chance=Chance(LIKELY_IN_DEBRIS, 0.0))) is Certainty.MEDIUM


def test_in_a_header_more_is_asked(lexicon: Lexicon) -> None:
    """Names stand there, and marks belong to the form."""
    text = "SUBJECT : MEETING OF THE CQMMITTEE ON FRIDAY\n"
    knowledge = TextKnowledge(headers=[(0, len(text))])
    in_header = read_segments(text, lexicon.words, lexicon.channel, lexicon.scorecard, knowledge)
    (change,) = (change for segment in in_header for change in segment.changes if change.first.word == "CQMMITTEE")
    assert change.is_in_header and certainty(change) is not None
    assert certainty(change._replace(chance=Chance(LIKELY_IN_HEADER - 0.01, 0.0))) is Certainty.LOW
    assert certainty(change._replace(chance=Chance(LIKELY_IN_HEADER, 0.0))) is Certainty.MEDIUM
    stray = change.step.candidate._replace(kind="stray")
    assert certainty(change._replace(step=change.step._replace(candidate=stray))) is None


def test_in_a_document_that_was_hardly_misread_more_is_asked(lexicon: Lexicon) -> None:
    """There odd words are names and rare words."""
    (change,) = (change for change in changes(DAMAGED, lexicon) if change.first.word == "PROCLDURES")
    change = change._replace(chance=Chance(LIKELY_IN_CLEAN - 0.01, 0.0))
    assert certainty(change, Legibility(is_clean=True)) is Certainty.LOW and certainty(change) is Certainty.MEDIUM


@pytest.mark.parametrize(
    ("text", "is_clean"),
    [
        ("KAHUTA, EMBALSE, EZEIZA, WOLSUNG, TROMBAY AND ARROYITO ARE SITES OF REACTORS.", True),
        ("KAHUTA: EMBALSE~ EZEIZA, *WOLSUNG, TROMBAY AND ARROYITO ARE SITES OF REACTORS.", False),
        ("KAHUTA AND THE REACT0R AT EMBALSE ARE SITES OF THE GOVERNNENT AND ITS MINISTRV.", False),
    ],
)
def test_a_document_was_hardly_misread(text: str, is_clean: bool, lexicon: Lexicon) -> None:
    document = list(read_segments(text, lexicon.words, lexicon.channel, lexicon.scorecard))
    assert looks_clean(document) is is_clean


@pytest.mark.parametrize(
    ("text", "loses_letters"),
    [
        ("THE POLIT CAL ADVISER SAID IT WO LD BE A QUES ION OF TIME, AND TH T THE GOVERNMENT WAS READY.", True),
        ("THE POLIT CAL ADVISER SAID IT WOULD BE A QUESTION OF TIME, AND THAT THE GOVERNMENT WAS READY.", False),
    ],
)
def test_an_engine_read_letters_as_blanks(text: str, loses_letters: bool, lexicon: Lexicon) -> None:
    """Once is not enough."""
    document = list(read_segments(text, lexicon.words, lexicon.channel, lexicon.scorecard))
    assert legibility(document).loses_letters is loses_letters


def test_where_the_engine_says_how_sure_it_was_an_odd_document_is_no_ground(lexicon: Lexicon) -> None:
    (change,) = (change for change in changes(DAMAGED, lexicon) if change.first.word == "PROCLDURES")
    noisy = {**change.facts, "odd tokens": log(NOISY + 0.1), "against next best": 0.0}
    unsure = change._replace(facts=noisy, chance=Chance(LIKELY_IN_NOISE, 0.0))
    assert certainty(unsure) is Certainty.LOW
    assert certainty(unsure._replace(facts={**noisy, KNOWN: 1.0})) is Certainty.MEDIUM


@pytest.mark.parametrize(
    ("word", "times", "kind"),
    [
        ("KDPEEK’S", {"KDPEEK": 2, "KDPEEK'S": 1}, TokenKind.RECURRING),  # 104-10326-10095
        ("((MOHRENSCHILDT))’S", {"MOHRENSCHILDT": 3, "MOHRENSCHILDT))'S": 1}, TokenKind.RECURRING),  # 104-10326-10057
        ("KDPEEK’S", {"KDPEEK": 1, "KDPEEK'S": 1}, TokenKind.ODD),
        ("NOSENIO's", {"NOSENIO": 1, "NOSENIO'S": 4}, TokenKind.ODD),  # of NOSENKO: 104-10210-10020
        ("KDPEEKS", {"KDPEEK": 3, "KDPEEKS": 1}, TokenKind.ODD),
    ],
)
def test_a_name_in_the_genitive_recurs_with_the_name(
    word: str, times: dict[str, int], kind: TokenKind, lexicon: Lexicon
) -> None:
    (token,) = tokens(word, lambda _: False)
    assert kind_of(token, lexicon.words, Counter(times)) is kind
