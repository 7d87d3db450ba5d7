"""A person's decision wins: over every rule, in every run; and none is ever dropped in silence."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_chain import CABLES

from teikit.chain import correct
from teikit.check.validation import parse
from teikit.conversion import Conversion, convert_source
from teikit.core import Draft, Source, Span, kinds
from teikit.decisions import Book, DecisionRow, read_book
from teikit.decisions.check import check
from teikit.decisions.places import context, placed
from teikit.decisions.row import FIELDS, KEYS, kind_of, layers, parse_row
from teikit.decisions.verdicts import kappa, settle
from teikit.lexicon import Lexicon, load
from teikit.messages.explanations import Case, cases_of
from teikit.messages.message import messages_of
from teikit.options import Options
from teikit.readers import read
from teikit.tei import recover

LEXICON = load()  # no fixture: hypothesis would print all of it for each failure
slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LINE = (
    '{"source":"sha256:199ab8c2a1bc","at":[512,518],"before":"ERVICE","left":"AND OUR ","right":"\\n","is":"reads",'
    '"after":"SERVICE","who":"anna","when":"2026-11-27T10:02:11Z","saw":"image"}'
)
ANSWER = LINE.replace('"after":"SERVICE"', '"query":"NO-SUCH"').replace("reads", "answered")
GAP = LINE.replace('"after":"SERVICE"', '"extent":"3 lines"').replace("reads", "gap")
NO_EXTENTS = ("-3 lines", "3 parsecs", "0 lines", "0.0 lines", "99999 lines", "3", "3lines", "3-4 lines", ".5 lines")
DECIDED = re.compile(r"\{(?P<before>[^{}|]*?) ?\|(?P<decisions>[^{}]*)\}")


def row(source: Source, span: Span, verdict: str, who: str = "anna", **more: Any) -> DecisionRow:
    """A decision on a place in a source."""
    left, right = context(source.text, span)
    before = source.text[span.start : span.end]
    digest = f"sha256:{source.files_digest[:12]}"
    return DecisionRow(digest, source.record, span, before, left, right, verdict, who=who, **more)


def on(source: Source, word: str, verdict: str, who: str = "anna", **more: Any) -> DecisionRow:
    """A decision on the first place where a word stands."""
    start = source.text.index(word)
    return row(source, Span(start, start + len(word)), verdict, who, **more)


def knowing(*rows: DecisionRow) -> Lexicon:
    return replace(LEXICON, decisions=Book(rows))


def converted(source: Source, *rows: DecisionRow, **options: Any) -> Conversion:
    return convert_source(source, knowing(*rows), Options(**options))


def codes(conversion: Conversion) -> list[str]:
    return [query.code for query in conversion.packet.queries if query.code.startswith("DECISION")]


# ----------------------------------------------------------------------- cases


def source_and_rows(text: str) -> tuple[Source, list[DecisionRow]]:
    """What a case says: ``{BEFORE | WHO VERDICT VALUE | ...}`` is a place with its decisions."""
    parts, places, at, length = [], [], 0, 0
    for match in DECIDED.finditer(text):
        parts += [text[at : match.start()], match["before"]]
        length += match.start() - at
        places.append((Span(length, length + len(match["before"])), match["decisions"].split("|")))
        at, length = match.end(), length + len(match["before"])
    source = read("".join([*parts, text[at:]]).encode(), "case")
    return source, [_row(source, span, printed.split()) for span, decisions in places for printed in decisions]


def _row(source: Source, span: Span, words: list[str]) -> DecisionRow:
    who, verdict, *rest = words
    over = tuple(rest[rest.index("over") + 1 :]) if "over" in rest else ()
    value = " ".join(rest[: rest.index("over")] if "over" in rest else rest)
    keys = {"reads": "after", "gap": "exemption", "person": "ref", "place": "ref", "layer": "layer", "field": "field"}
    return row(source, span, verdict, who, over=over, **({keys[verdict]: value} if verdict in keys else {}))


def shown(draft: Draft) -> str:
    """The text as it reads, with what is marked by a decision."""
    signs: dict[int, str] = {}
    for mark in [mark for mark in draft.marks if mark.who]:
        label = " ".join(filter(None, (mark.kind, mark.get("ana"), mark.get("type") if mark.kind == "field" else "")))
        if mark.span.start == mark.span.end:
            signs[mark.span.start] = f"⟦{label}⟧"
        else:
            signs[mark.span.start] = f"⟦{label}: "
            signs[mark.span.end] = "⟧"
    out = []
    for piece in draft.pieces:
        for offset in range(piece.span.start, max(piece.span.end, piece.span.start + 1)):
            out.append(signs.pop(offset, ""))
            out.append(draft.source.text[offset : offset + 1] if piece.new is None else "")
        out.append(piece.new or "")
    return "".join([*out, *signs.values()])


@pytest.mark.parametrize("case", cases_of("decision"), ids=lambda case: case.title)
def test_a_decision_does_what_its_case_says(case: Case) -> None:
    source, rows = source_and_rows(case.text)
    conversion = converted(source, *rows)
    asked = "".join(f"? {code}\n" for code in codes(conversion))
    assert shown(conversion.draft) + asked == case.expected


# ------------------------------------------------------------------------ laws


@st.composite
def decided_texts(draw: st.DrawFn) -> tuple[Source, list[DecisionRow]]:
    """A text as of a cable, and decisions of up to three persons on places anywhere in it."""
    source = read((draw(CABLES) or "SECRET\n").encode(), "cable")
    words = [Span(*match.span()) for match in re.finditer(r"\S+(?: \S+)?|$", source.text)]
    rows = []
    for span in draw(st.lists(st.sampled_from(words), max_size=6)):
        of_places = ("reads", "as-read", "gap", "no-gap")
        of_words = ("unclear", "layer", "field", "person") if span.start < span.end else ()
        verdict = draw(st.sampled_from((*of_places, *of_words)))
        who = draw(st.sampled_from(("anna", "ben", "carla")))
        values: dict[str, str] = {
            "reads": {"after": draw(st.sampled_from(("", "X", "TWO WORDS", "A\nB", "EVALUATION", "<&>")))},
            "layer": {"layer": draw(st.sampled_from(layers()))},
            "field": {"field": draw(st.sampled_from(FIELDS))},
            "gap": {"exemption": draw(st.sampled_from(("", "b1"))), "extent": draw(st.sampled_from(("", "2 lines")))},
            "person": {"ref": draw(st.sampled_from(("", "wd:Q1")))},
        }.get(verdict, {})
        rows.append(row(source, span, verdict, who, **values))
    return source, rows


@slow
@given(decided_texts())
def test_a_decision_wins_over_every_rule(decided: tuple[Source, list[DecisionRow]]) -> None:
    source, rows = decided
    draft = correct(source, knowing(*rows))
    for stretch in draft.decided:
        text = source.text[stretch.span.start : stretch.span.end]
        if stretch.open or not text:
            continue
        readings = {row.after for row in rows if row.at == stretch.span and row.is_ == "reads"}
        if stretch.verdict == "reads":
            assert draft.read(stretch.span).replace("\n", "") in {reading.replace("\n", "") for reading in readings}
        elif stretch.verdict in ("as-read", "unclear"):
            assert all(not edit.who or edit.span != stretch.span for edit in draft.edits)
            assert all(
                edit.who or edit.span.end <= stretch.span.start or edit.span.start >= stretch.span.end
                for edit in draft.edits
            )
        elif stretch.is_text:
            assert not any(
                mark.aside
                and not mark.who
                and max(mark.span.start, stretch.span.start) < min(mark.span.end, stretch.span.end)
                for mark in draft.marks
            )
        elif stretch.verdict not in ("no-gap", "answered", "layer"):
            assert any(mark.who for mark in draft.marks if mark.span == stretch.span), stretch


@slow
@given(decided_texts())
def test_what_is_decided_is_valid_and_loses_nothing(decided: tuple[Source, list[DecisionRow]]) -> None:
    """``converted`` raises where the TEI is not valid, where a letter is lost, and where recovery is not exact."""
    source, rows = decided
    conversion = converted(source, *rows)
    assert recover([parse(conversion.documents[0][1])]) == source.encode()
    again = converted(source, *rows)
    assert again.documents == conversion.documents


@slow
@given(decided_texts(), st.randoms(use_true_random=False))
def test_the_order_in_which_git_puts_rows_together_means_nothing(
    decided: tuple[Source, list[DecisionRow]], random: Any
) -> None:
    source, rows = decided
    timed = [replace(row, when=f"2026-11-27T10:00:{number:02}Z") for number, row in enumerate(rows)]
    shuffled = list(timed)
    random.shuffle(shuffled)
    assert converted(source, *shuffled).documents == converted(source, *timed).documents


@slow
@given(decided_texts())
def test_no_decision_is_dropped_in_silence(decided: tuple[Source, list[DecisionRow]]) -> None:
    source, rows = decided
    draft = correct(source, knowing(*rows))
    told = {(name, decided.span) for decided in draft.decided for name in decided.who}
    assert {(row.who, row.at) for row in rows} <= told


# ------------------------------------------------------------------ the format


def test_a_row_is_written_as_it_was_read() -> None:
    assert parse_row(LINE).as_json() == LINE


def test_the_keys_of_a_row_are_those_of_the_report() -> None:
    assert {"source", "record", "at", "before", "left", "right"} < set(KEYS)


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("{", "not JSON"),
        ("[1]", "not a decision"),
        ("[" * 100_000, "not JSON"),
        (LINE.replace('"is":"reads"', '"is":"red"'), "'red' is not a verdict"),
        (LINE.replace('"after":"SERVICE",', ""), "'after' is missing"),
        (LINE.replace('"who":"anna"', '"who":"t1"'), "cannot be the name of a person"),
        (LINE.replace('"who":"anna"', '"who":7'), "not text"),
        (LINE.replace("[512,518]", "[512,519]"), "'before' has 6 characters, and 'at' 7"),
        (LINE.replace("[512,518]", "[518,512]"), "not a place"),
        (LINE.replace("[512,518]", "[true,6]"), "not a place"),
        (
            LINE.replace("[512,518]", "[1,1]").replace("ERVICE", "", 1).replace('reads","after":"SERVICE', "unclear"),
            "there is none at this place",
        ),
        (LINE.replace("sha256:199ab8c2a1bc", "199ab"), "not a digest"),
        (LINE.replace("2026-11-27T", "yesterday"), "not a time"),
        (LINE.replace('"saw"', '"sees"'), "'sees' is not a key"),
        (LINE.replace('"saw":"image"', '"layer":"stamp"'), "'layer' means nothing"),
        (
            LINE.replace('"after":"SERVICE"', '"layer":"postage"').replace("reads", "layer"),
            "'postage' is not a value of 'layer'",
        ),
        (LINE.replace('"saw":"image"', '"saw":"film"'), "'film' is not a value of 'saw'"),
        (ANSWER, "'NO-SUCH' is not the code of a query"),
        (ANSWER.replace("NO-SUCH", "HOUR-DIFFER"), "'HOUR-DIFFER' is not the code of a query"),
        (ANSWER.replace("NO-SUCH", "CHAR-C1"), "'CHAR-C1' is not the code of a query"),
        (ANSWER.replace("NO-SUCH", ""), "the key 'query' is missing"),
        *((GAP.replace("3 lines", extent), f"'{extent}' is not an extent") for extent in NO_EXTENTS),
        *(
            (LINE.replace('"SERVICE"', f'"{sign}"'), "is not a reading")
            for sign in ("[...]", "A [. . .] B", "[…]", "██")
        ),
        ("\udc80" + LINE, "not UTF-8"),
    ],
)
def test_a_line_that_is_none_says_where_what_and_what_to_do(line: str, wrong: str) -> None:
    book, (broken,) = read_book([("d.jsonl", f"{LINE}\n\n{line}\n")])
    assert (len(book.rows), broken.place) == (1, "d.jsonl:3")
    assert wrong in broken.wrong
    assert broken.hint


@pytest.mark.parametrize("extent", ["3 lines", "1 line", "0.5 pages", "10 words", "the rest of the page", "many", ""])
def test_an_extent_is_a_number_of_units_or_words(extent: str) -> None:
    assert parse_row(GAP.replace("3 lines", extent)).extent == extent


@given(st.text(max_size=80))
def test_no_line_is_too_strange(line: str) -> None:
    read_book([("d.jsonl", line)])


def test_a_byte_that_is_not_utf_8_may_be_decided_on() -> None:
    source = read(b"HE SAID \xff AND LEFT.\n", "cable")
    decision = on(source, "\udcff", "reads", after="SO")
    assert parse_row(decision.as_json()) == decision
    assert converted(source, decision).draft.text == "HE SAID SO AND LEFT.\n"


def test_rows_of_two_branches_count_once() -> None:
    assert len(read_book([("a", f"{LINE}\n{LINE}\n")])[0].rows) == 1


def test_fields_and_layers_are_those_of_the_tei() -> None:
    assert all(layer == "text" or kind_of(layer).is_aside for layer in layers())
    assert len(set(map(kind_of, layers()))) == len(layers())


def test_a_running_head_has_one_name_whatever_the_report_calls_it() -> None:
    """``header`` is its kind in the report: who takes it from there says the same as somebody who writes ``head``."""
    source = read(b"-2- POLTO 12, OCTOBER 28\nSOVIET POLICY AND OUR SERVICE WILL FOLLOW.\n", "cable")
    heads = [
        on(source, "-2- POLTO 12, OCTOBER 28", "layer", layer=name, who=who)
        for name, who in (("head", "anna"), ("header", "ben"))
    ]
    (settled,) = settle(placed([parse_row(head.as_json()) for head in heads], source))
    assert settled.who == ("anna", "ben") and not settled.is_disputed


# ------------------------------------------------- another reading of the page


def test_a_decision_is_found_again_in_another_ocr_of_the_page() -> None:
    first = replace(read(b"SOVIET POLICY AND OUR ERVICE\nWILL FOLLOW.\n", "cable"), record="r1")
    decision = on(first, "ERVICE", "reads", after="SERVICE")
    second_ocr = replace(read(b"PAGE 1\nSOVIET POLICY AND OUR ERVICE\nWILL FOLLOW.\n", "cable"), record="r1")
    conversion = converted(second_ocr, decision)
    assert "OUR SERVICE\n" in conversion.draft.text
    assert codes(conversion) == ["DECISION-MOVED"]
    assert [query.is_remark for query in conversion.packet.queries if query.code == "DECISION-MOVED"] == [True]


CABLE = "INCOMING TELEGRAM\n\nFROM: OSLO\nNO: {number}\n\n1. HE SAW TAYLQR TODAY.\n{more}\n     TAYLQR\n"


@pytest.mark.parametrize(
    ("at", "before", "after", "more", "code"),
    [
        (1, "TAYLQR", "TAYLOR", "", "DECISION-MOVED"),  # a signature: nothing else stands in its line
        (0, "12", "13", "", "DECISION-MOVED"),  # a line of the head that is short
        (1, "TAYLQR", "TAYLOR", "TAYLQR\n", "DECISION-STALE"),  # two such lines
        (1, "TAYLQR", "TAYLOR", "MANY WORDS THAT OTHERS READ HERE.\n" * 20, "DECISION-STALE"),  # far away
    ],
)
def test_a_short_line_is_found_again_as_a_whole(at: int, before: str, after: str, more: str, code: str) -> None:
    first = replace(read(CABLE.format(number="12", more="").encode(), "cable"), record="r1")
    start = [match.start() for match in re.finditer(before, first.text)][at]
    decision = row(first, Span(start, start + len(before)), "reads", "anna", after=after)
    changed = CABLE.format(number="12", more=more).replace("INCOMING", "INCOMING OR OUTGOING")
    conversion = converted(replace(read(changed.encode(), "cable"), record="r1"), decision)
    assert codes(conversion) == [code]
    corrected = [edit.new for edit in conversion.draft.edits if edit.rule == "decision"]
    assert "".join(corrected) in (after, after[-1]) if code == "DECISION-MOVED" else not corrected


def test_an_ocr_that_reads_what_was_decided_is_not_changed_any_more() -> None:
    first = replace(read(b"HE SAID THE PROCEDVRES ARE SETTLED.\n", "cable"), record="r1")
    decision = on(first, "PROCEDVRES", "reads", after="PROCLDURES")
    second_ocr = replace(read(b"X\nHE SAID THE PROCLDURES ARE SETTLED.\n", "cable"), record="r1")
    conversion = converted(second_ocr, decision)
    assert "PROCLDURES" in conversion.draft.text
    assert codes(conversion) == ["DECISION-MOVED"]


@pytest.mark.parametrize(
    "text",
    [b"SOVIET POLICY.\n", b"OUR KOVALY\nOUR KOVALY\n", b"ALTOGETHER OTHER WORDS\n"],
    ids=["gone", "twice", "another text"],
)
def test_a_decision_that_is_not_found_is_asked(text: bytes) -> None:
    first = replace(read(b"OUR KOVALY\n", "cable"), record="r1")
    decision = on(first, "KOVALY", "reads", after="KOVALEV")
    conversion = converted(replace(read(text, "cable"), record="r1"), decision)
    assert codes(conversion) == ["DECISION-STALE"]
    assert "KOVALEV" not in conversion.draft.text


def test_a_decision_on_another_record_is_none_on_this_one() -> None:
    first = replace(read(b"OUR KOVALY WILL FOLLOW\n", "cable"), record="r1")
    decision = on(first, "KOVALY", "reads", after="KOVALEV")
    conversion = converted(replace(read(b"OUR KOVALY WILL FOLLOW US\n", "cable"), record="r2"), decision)
    assert codes(conversion) == []
    assert "OUR KOVALY" in conversion.draft.text


# -------------------------------------------------------------------- the TEI


def test_the_tei_says_who_decided() -> None:
    source = read(b"OUR ERVICE WILL FOLLOW.\nHE SAID PROCLDURES.\n", "cable")
    rows = [
        on(source, "ERVICE", "reads", who, after="SERVICE", saw="image", when="2026-11-27") for who in ("ben", "anna")
    ]
    rows.append(on(source, "PROCLDURES", "as-read", "carla"))
    tei = converted(source, *rows).documents[0][1].decode()
    assert '<corr type="ocr" resp="#anna #ben" evidence="internal" cert="high">SERVICE</corr>' in tei
    assert re.findall(r'<respStmt xml:id="(\w+)">', tei) == ["teikit", "anna", "ben", "carla"]
    assert '<change when="2026-11-27" who="#anna">1 decision</change>' in tei
    assert '<change who="#carla">1 decision</change>' in tei


@pytest.mark.parametrize("profile", ["markup", "silent", "standoff"])
def test_every_profile_and_threshold_has_decisions(profile: str) -> None:
    source = read(b"OUR ERVICE WILL FOLLOW.\n", "cable")
    conversion = converted(source, on(source, "ERVICE", "reads", after="SERVICE"), profile=profile, certainty="high")
    assert conversion.draft.text == "OUR SERVICE WILL FOLLOW.\n"
    assert b"SERVICE" in conversion.documents[0][1]


def test_an_answered_query_asks_nothing_any_more() -> None:
    text = "FROM: BONN\nTO: Secretary of State\nNO: 1234, FEBRUARY 30, 1962\n\nHE SAID SO.\n"
    source = read(text.encode(), "cable")
    (query,) = [query for query in converted(source).packet.queries if not query.is_remark][:1]
    decision = row(source, Span(query.offset, query.offset), "answered", query=query.code, note="a slip of the clerk")
    (answered,) = [asked for asked in converted(source, decision).packet.queries if asked.code == query.code]
    assert answered.is_remark
    assert answered.message.endswith("Answered by anna: a slip of the clerk")


@pytest.mark.parametrize("reading", ["[]", "A [ ] B", "[deleted]", "[1 line not declassified]", "A ["])
def test_a_reading_is_never_an_excision(reading: str) -> None:
    source = read(PARAGRAPHS.encode(), "cable")
    root = parse(converted(source, on(source, "STUDY", "reads", after=reading)).documents[0][1])
    assert [corr.text for corr in root.iter("{*}corr")] == [reading]
    assert not list(root.iter("{*}gap"))


def test_a_word_in_a_note_on_an_excision_may_be_read() -> None:
    source = read(PARAGRAPHS.replace("STUDY", "[2 lrnes not declassified]").encode(), "cable")
    root = parse(converted(source, on(source, "lrnes", "reads", after="lines")).documents[0][1])
    assert [(gap.get("quantity"), gap.get("unit")) for gap in root.iter("{*}gap")] == [("2", "line")]


def test_an_answer_to_what_nothing_asks_is_a_remark() -> None:
    source = read(PARAGRAPHS.encode(), "cable")
    (query,) = converted(source, on(source, "MINISTER", "answered", query="HOUR-DIFFERS")).packet.queries
    assert (query.code, query.is_remark) == ("DECISION-NO-QUERY", True)
    assert query.message == "anna answered HOUR-DIFFERS, and nothing of this kind is asked here"


def test_a_query_about_a_decision_can_be_answered() -> None:
    source = read(b"OUR ERVICE WILL FOLLOW.\n", "cable")
    rows = (on(source, "ERVICE", "reads", after="SERVICE"), on(source, "ERVICE", "as-read", "ben"))
    answer = on(source, "ERVICE", "answered", "carla", query="DECISIONS-DIFFER")
    (query,) = [query for query in converted(source, *rows, answer).packet.queries if query.code == "DECISIONS-DIFFER"]
    assert query.is_remark and query.message.endswith("Answered by carla")


def test_the_report_says_what_was_decided() -> None:
    source = read(b"OUR ERVICE WILL FOLLOW.\nHE SAID PROCLDURES.\n", "cable")
    rows = (on(source, "ERVICE", "reads", after="SERVICE"), on(source, "PROCLDURES", "as-read"))
    messages = messages_of(converted(source, *rows), "cable")
    told = [(message.kind, message.before, message.after) for message in messages if message.rule == "decision"]
    assert told == [("correction", "ERVICE", "SERVICE"), ("decision", "PROCLDURES", "")]


def test_two_readers_agree_as_far_as_kappa_says() -> None:
    assert kappa([("a", "a"), ("b", "b")]) == 1
    assert kappa([("a", "b"), ("b", "a")]) == -1
    assert kappa([]) is None


PARAGRAPHS = """\
FROM: PARIS
TO: SECSTATE
NO: 12, OCTOBER 28, 1962

1. THE MINISTER ASKED US TO SEND HIM THE DRAFT BEFORE THE END OF
THE WEEK, AND SAID THAT HE WOULD NOT DISCUSS IT WITH THE OTHER
DELEGATIONS UNTIL THEN.

EMBASSY BELIEVES THAT THE DRAFT DESERVES CAREFUL STUDY BEFORE ANY
INSTRUCTION IS SENT TO THE OBSERVER AND HIS STAFF IN THE CITY
TODAY.
"""


@pytest.mark.parametrize("word", ["1.", "MINISTER", "DELEGATIONS", "EMBASSY", "INSTRUCTION", "TODAY."])
def test_a_word_that_nobody_can_read_parts_no_paragraph_and_joins_none(word: str) -> None:
    source = read(PARAGRAPHS.encode(), "cable")

    def paragraphs(*rows: DecisionRow) -> list[Span]:
        return [mark.span for mark in converted(source, *rows).draft.of_kind(kinds.P)]

    assert len(paragraphs()) == 2
    assert paragraphs(on(source, word, "unclear")) == paragraphs()


def test_a_word_that_nobody_can_read_is_no_scrawl_below_a_letter() -> None:
    text = "Dear Mr. Smith:\n\nI thank you for your letter of June 4.\n\nSincerely yours,\n\nJohn Doe\nAmbassador\n"
    source = read(text.encode(), "letter")

    def shape(*rows: DecisionRow) -> list[tuple[str, Span]]:
        return [(str(mark.kind), mark.span) for mark in converted(source, *rows).draft.marks if not mark.who]

    for word in ("Sincerely", "John", "Ambassador"):
        assert shape(on(source, word, "unclear")) == shape(), word


@pytest.mark.parametrize("words", ["PARIS", "12", "NO: 12", "STATE,", "WASHINGTON", "OCTOBER"])
def test_what_nobody_can_read_is_unclear_where_a_name_or_a_number_stands(words: str) -> None:
    text = PARAGRAPHS.replace("SECSTATE", "DEPARTMENT OF STATE, WASHINGTON")
    source = read(text.encode(), "cable")
    root = parse(converted(source, on(source, words, "unclear")).documents[0][1])
    unclear = [element for body in root.iter("{*}text") for element in body.iter("{*}unclear")]
    assert [("".join(element.itertext()), element.get("resp")) for element in unclear] == [(words, "#anna")]


def test_decisions_that_overlap_and_differ_are_both_in_the_message() -> None:
    source = read(b"HE SAID THE TEXT OF THE DRAFT IS READY.\n", "cable")
    anna, ben = on(source, "TEXT", "reads", after="TEST"), on(source, "TEXT OF THE", "as-read", "ben")
    elsewhere = [on(source, "READY", "reads", after="READ"), on(source, "READY", "as-read", "ben")]
    queries = converted(source, anna, ben, *elsewhere).packet.queries
    of_anna = "of 'TEXT' anna says it reads 'TEST'"
    of_ben = "of 'TEXT OF THE' ben says it reads as the OCR has it"
    assert {query.message for query in queries if query.offset == source.text.index("TEXT")} == {
        f"{of_anna}; {of_ben}; nothing was applied",
        f"{of_ben}; {of_anna}; nothing was applied",
    }
    faults = check(Book((anna, ben)), [source]).faults
    assert len(faults) == 2
    assert all("says anna" in fault and "says ben" in fault for fault in faults)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (b"US POLICY AND OUR ERVICE WILL FOLLOW.\n", "for a place that is not where 'at' says"),
        (b"THE US POLICY AND OUR ERVICE WILL FOLLOW.\n", "on another OCR of the page"),
    ],
)
def test_a_decision_that_is_found_elsewhere_says_why(text: bytes, where: str) -> None:
    source = replace(read(text, "cable"), record="cable")
    decision = on(
        replace(read(b"US POLICY AND OUR ERVICE WILL FOLLOW.\n", "cable"), record="cable"), "ERVICE", "as-read"
    )
    moved = replace(decision, at=decision.at.moved(2))
    (query,) = [query for query in converted(source, moved).packet.queries if query.code == "DECISION-MOVED"]
    assert query.message == f"anna decided {where}: it reads as the OCR has it; its context shows the place"
