"""The chain as a whole: nothing lost, nothing invented, and the same each time."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest
from conftest import SAMPLE, environment
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from teikit.chain import NEEDED, RULES, WORDS, correct
from teikit.check.validation import parse, validate
from teikit.conversion import Conversion, convert
from teikit.core import Certainty, Draft, Edit, Source, SourceFile, Span
from teikit.core.packet import Telegram
from teikit.errors import Refused
from teikit.lexicon import load
from teikit.options import Options
from teikit.passes.specks import specks
from teikit.passes.words import words
from teikit.readers import read
from teikit.tei import encode, reading_text, recover

slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

LEXICON = load()  # no fixture: hypothesis would print all of it for each failure
FRAGMENTS = (
    "SECRET",
    "SEGRET",
    "EYES ONLY",
    "EYES ONLYAction",
    "CONFIDENTIAL NOFORN",
    "52",
    "Action\nSS",
    "Control: 19528",
    "Rec'd:\nOCTOBER 28, 1962\n5:44 PM",
    "FROM: PARIS\nTO: Secretary of State\nNO: POLTO CIRCULAR 12, OCTOBER 28, 1962",
    "PROM: BONN\nTO: Secretary of State\nNO: 1234, FEBRUARY 30, 1962",
    "NACT",
    "N/ACT",
    "IMMEDIATE",
    "ACTION DEPARTMENT 1234 INFORMATION PARIS 56, LONDON 78",
    "REFERENCE: DEPCIRTELS 744 778 AND TOPOLS 574 578",
    "-2- POLTO CIRCULAR 12, OCTOBER 28, 8 PM (SECTION 1 OF 11), FROM\nPARIS",
    "-3- POLTO CIRCULAR 12, OCTOBER 28, 8 PM (SECTION 11 OF 11), FRY.\nPARIS",
    "PAGE 2 MEXI 6817 SECRET",
    "MHFNO: 94-5394206 SENSIND: PL PAGE: 2",
    "CMHENO: 98-0748996\n\nSENSIND:\n\nPAGE :\n\n4.",
    "T 644427 EIA574 PAGE 02 IN 203537\nTOR: 021632Z MAR 77 CARA 32384",
    "104-10014-10067\n2022 RELEASE UNDER THE PRESIDENT JOHN F. KENNEDY ASSASSINATION RECORDS ACT OF 1992",
    "13-00000",
    "MESSAGE FORM\nRID COPY\nAUTHENTICATING",
    "RETURN TO CIA\nBackground Use Only\nDo Not Reproduce",
    "JFK ASSASSINATION SYSTEM",
    "US THEN PARAPHRASED GENERAL US EVALU-\nATION SOVIET POLICY CONTAINED CIRCR 744.",
    "FOR FIRM PRO-\nUS POSITION",
    "ACTUAL IN-",
    "VASION OF ISLAND TO LIQUIDATE THESE BASES.",
    "[] STATED HIS GOVERNMENT [ ] AGREED",
    "OF OCTOBER 25 BACKING US POSITION [",
    "[DURING]",
    "DURING THIS ENTIRE CRISIS BECAUSE DEVELOPMENTS COULD TAKE PLACE.",
    "(b)(1)\nBIA3",
    "BIA",
    "131\n(b)(1)",
    "THE MINISTER STATED THAT HE AGREED B1A3",
    "(1) CUBA WILL FIGHT; (2) CUBA WILLING TO NEGOTIATE.",
    "1. THERE WAS A FULL NAC CONSENSUS.\n2. ALL AGREED.",
    "..07",
    'THE MARKET PLACE." :',
    'REPRODUCTION FROM THIS COPY\nPROHIBITED UNLESS "UNCLASSIFIED"',
    "REVIEWED by [Signature] DATE 3/30/88\n() RELEASE () DECLASSIFY\n() DELAY () Non-responsive info.",
    "FOI, HQ OF PA EXEMPTED",
    "Cat. A - Caption removed:\n\ntransferred to O/TAINIA",
    "EXCISED COPY FOLLOWS",
    "INCOMING TELEGRAM\n\nDepartment of State",
    "FINLETTER\n\nMJA\n\nNote: Advance copy to SS, 10/28/62, 10 PM, JAW.",
    "**BOLD TEXT**",
    "# HEADING",
    "## Page 3",
    "---",
    "```",
    "ﬁRST ΑND СECOND",
    "\f",
    "-4-",
    "WHILE",
    "WHILE COLONNA DID NOT EMPHASIZE.",
)
CABLES = st.lists(
    st.tuples(st.sampled_from(FRAGMENTS), st.sampled_from(["\n", "\n\n", "\n\n\n", "\r\n", " ", "\n\f"])), max_size=14
).map(lambda parts: "".join(text + end for text, end in parts))
SHEET = (
    "JFK ASSASSINATION SYSTEM\nIDENTIFICATION FORM",
    "AGENCY : CIA\nRECORD NUMBER : 104-19999-10001\nRECORD SERIES : JFK\nAGENCY FILE NUMBER : 80T01357A",
    "ORIGINATOR : CIA\nFROM : SAMPLE, JOHN Q.\nTO : CHIEF, WH\nTITLE : ON THE TRAVEL OF TWO AGENTS\nDATE : 05/12/63",
    "CLASSIFICATION : U\nDATE OF LAST REVIEW : 09/02/94",
    "[REDACTED]",
    "NH 50953\n\nDocId: 32319999\n\nPage 1",
    "2023 RELEASE UNDER THE PRESIDENT JOHN F. KENNEDY ASSASSINATION RECORDS ACT OF 1992",
    "MEMORANDUM FOR: Director\nFROM: Chief, WH\nSUBJECT: Records",
    "\f",
)
SHEETS = st.lists(st.sampled_from([*SHEET, *FRAGMENTS]), max_size=12).map("\n".join)
HARD = st.text(
    alphabet=st.sampled_from("AB12 .-[]()*#\n\r\f\t\x00\x1b\ufffe\uffff\u2028\x85\x0bé\U0001f600\ufeff"), max_size=60
)


@pytest.fixture(scope="module")
def sample() -> Conversion:
    return convert(SAMPLE.read_bytes(), SAMPLE.name, LEXICON)


def whole(draft: Draft) -> str:
    """The text as corrected, with everything that stands outside the running text."""
    return "".join(map(draft.table.reading, draft.pieces))


# ------------------------------------------------------- nothing more to do


def again(text: str, rules: set[str]) -> list[tuple[str, str, str]]:
    draft = correct(Source("again", text), LEXICON)
    return [(edit.rule, text[slice(*edit.span)], edit.new) for edit in draft.edits if edit.rule in rules]


@slow
@given(CABLES)
@example("SEGRET SEGRET MESSAGE FORM\nRID COPY\nAUTHENTICATING\n")  # the second SECRET makes the first one likelier
def test_a_pass_has_nothing_to_do_on_its_own_output(text: str) -> None:
    """Of the chain that is not promised: a word that was corrected may be the half that an earlier pass had missed.

    The rules ``words`` and ``specks`` may find more in a corrected text; what they corrected stays as it is.
    """
    layers = correct(Source("cable", text), LEXICON, Options(without=tuple(propose.__name__ for propose in WORDS)))
    for part in (layers, *(layers.inside(mark) for mark in layers.marks if mark.aside)):
        for propose in WORDS:
            after = part.apply(propose(part, LEXICON), Certainty.MEDIUM)
            corrected = [edit.span for edit in after.edits if edit.rule == propose.__name__]
            proposed = [proposal for proposal in propose(after, LEXICON) if isinstance(proposal, Edit)]
            again = [after.to_source(proposal.span) for proposal in proposed if proposal.cert >= Certainty.MEDIUM]
            if propose in (words, specks):
                again = [span for span in again if any(touches(span, earlier) for earlier in corrected)]
            assert again == []


def touches(first: Span, second: Span) -> bool:
    """Whether two spans have a character in common."""
    return max(first.start, second.start) < min(first.end, second.end)


def test_the_sample_is_not_corrected_twice(sample: Conversion) -> None:
    assert again(sample.draft.text, set(RULES)) == []
    assert again(whole(sample.draft), set(RULES)) == []


# ----------------------------------------------------------- nothing is lost


def written(text: str) -> Counter[str]:
    """The letters and digits of a text, each with its number."""
    return Counter(character for character in text if character.isalnum())


def of_the_source(conversion: Conversion, telegram: Telegram) -> Counter[str]:
    """The letters and digits of a telegram's pages, without the markup and the placeholders of the engine."""
    draft = conversion.draft
    left_out = draft.of_kind("markup", "heading", "gap")
    counts: Counter[str] = Counter()
    for page in telegram.pages:
        counts += written(draft.source.text[slice(*page.span)])
        for mark in left_out:
            if page.span.start <= mark.span.start < page.span.end:
                counts -= written(draft.source.text[slice(*mark.span)])
    return counts


def assert_nothing_lost(conversion: Conversion) -> None:
    if not any(map(str.isalnum, conversion.source.text)):
        return
    for telegram, (_, root) in zip(
        conversion.packet.telegrams, encode(conversion.packet, LEXICON, Options(split=True)), strict=True
    ):
        source = of_the_source(conversion, telegram)
        if source:
            assert written(reading_text(root, raw=True, layer="all")) == source


BROKEN_ACROSS = """T 644427 EIA574 PAGE 02 IN 203537
ACTUAL IN-
MHFNO: 94-5394206 SENSIND: PL PAGE: 2
-2- POLTO CIRCULAR 12, OCTOBER 28, 8 PM (SECTION 1 OF 11), FROM
PARIS

THE MARKET PLACE." :
"""
"""The broken word goes on in what is taken for another telegram, beyond a page that has nothing but its head."""
TWO_BANNERS = """REPRODUCTION FROM THIS COPY
PROHIBITED UNLESS "UNCLASSIFIED"
CONFIDENTIAL NOFORN
REPRODUCTION FROM THIS COPY
PROHIBITED UNLESS "UNCLASSIFIED"
NACT
"""


@example(TWO_BANNERS)
@example(BROKEN_ACROSS)
@example("NACT\nMHFNO: 94-5394206 SENSIND: PL PAGE: 2\n\fMHENO: 98-0748996\n\nSENSIND:\n\nJFK ASSASSINATION SYSTEM\n")
@example("HE AGREED.\n\fMHFNO: 94-5394206 SENSIND: PL PAGE: 2\nAND SO DID SHE.\n")
@example("HE AGREED.\n\fT 644427 EIA574 PAGE 02 IN 203537\nTOR: 021632Z MAR 77 CARA 32384\nAND SO DID SHE.\n")
@example("SECRET\n" * 6 + "Rec'd:\nOCTOBER 28, 1962\n5:44 PM\n\f\nNACT\n")
@slow
@given(CABLES)
def test_every_letter_and_digit_is_in_the_body(text: str) -> None:
    assert_nothing_lost(convert(text.encode(), "cable.txt", LEXICON))


def test_every_letter_and_digit_of_the_sample_is_in_the_body(sample: Conversion) -> None:
    assert_nothing_lost(sample)


@slow
@given(CABLES)
def test_words_that_no_rule_touched_stay(text: str) -> None:
    """What reads differently is in an edit with a rule, a reason and a certainty."""
    draft = correct(Source("cable", text), LEXICON)
    for piece in draft.pieces:
        assert (piece.new is None) is (piece.why == ())
        for edit in piece.why:
            assert edit.rule in RULES
            assert edit.why
            assert edit.cert >= Certainty.MEDIUM
    assert "".join(text[slice(*piece.span)] for piece in draft.pieces) == text


# -------------------------------------------------- valid, recovered, repeated


@example("SECRET\n" * 7 + "FINLETTER\n\nMJA\n\nNote: Advance copy.\n\f[DURING]\n", "markup", False)
@slow
@given(st.one_of(CABLES, HARD, st.text(max_size=80)), st.sampled_from(["markup", "silent", "standoff"]), st.booleans())
def test_any_text_gives_valid_tei_and_comes_back(text: str, profile: str, split: bool) -> None:
    """``convert`` itself refuses what is not valid or not recovered; here both are tested beside it."""
    data = text.encode()
    try:
        conversion = convert(data, "any.txt", LEXICON, Options(profile=profile, split=split))
    except Refused:
        return
    roots = [parse(document) for _, document in conversion.documents]
    assert recover(roots) == data
    assert [fault for root in roots for fault in validate(root) if fault.severity == "error"] == []


@example("[REDACTED]\nCLASSIFICATION : U\nDATE OF LAST REVIEW : 09/02/94", "standoff", set())
@slow
@given(
    SHEETS,
    st.sampled_from(["markup", "silent", "standoff"]),
    st.sets(st.sampled_from([rule for rule in RULES if rule not in NEEDED])),
)
def test_any_paper_gives_valid_tei_whichever_rules_are_left_out(text: str, profile: str, without: set[str]) -> None:
    convert(text.encode(), "any.txt", LEXICON, Options(profile=profile, without=tuple(sorted(without))))


@slow
@given(st.binary(max_size=200))
@example(b"CAF\xc9S AND BARS\n")
def test_any_bytes_come_back(data: bytes) -> None:
    try:
        conversion = convert(data, "any.txt", LEXICON)
    except Refused:
        return
    assert recover([parse(document) for _, document in conversion.documents]) == data


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "latin-1", "utf-16-le", "mac-roman", "cp437"])
def test_text_in_another_encoding_comes_back(encoding: str) -> None:
    data = (
        "FROM: PARIS\r\nTO: Secretary of State\r\nNO: 1234\r\n\r\nDÉTENTE EVALU-\r\nATION\r\nOF \x00 IT\x0c\r".encode(
            encoding
        )
    )
    named = None if encoding == "utf-16" else encoding
    conversion = convert(data, "cable.txt", LEXICON, Options(encoding=named))
    assert recover([parse(document) for _, document in conversion.documents]) == data
    assert "DÉTENTE EVALUATION" in conversion.draft.text


@pytest.mark.thorough
def test_the_same_input_gives_the_same_bytes() -> None:
    """In all profiles, whatever the order of sets."""
    program = (
        "import sys, hashlib; from pathlib import Path;"
        "from teikit.conversion import convert; from teikit.lexicon import load; from teikit.options import Options;"
        "data = Path(sys.argv[1]).read_bytes();"
        "made = [convert(data, 'x.txt', load(), Options(profile=profile)).documents for profile in sys.argv[2:]];"
        "print(*(hashlib.sha256(documents[0][1]).hexdigest() for documents in made))"
    )
    digests = set()
    for seed in ("1", "2", "3"):
        command = [sys.executable, "-c", program, str(SAMPLE), "markup", "silent", "standoff"]
        environ = {**environment(), "PYTHONHASHSEED": seed}
        ran = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
        digests.add(ran.stdout.strip())
    assert len(digests) == 1
    assert len(set(digests.pop().split())) == 3


# ------------------------------------------------------------------- options


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in NEEDED])
def test_every_rule_can_be_left_out(rule: str) -> None:
    conversion = convert(SAMPLE.read_bytes(), SAMPLE.name, LEXICON, Options(without=(rule,)))
    assert not [edit for edit in conversion.draft.edits if edit.rule == rule]
    assert not [mark for mark in conversion.draft.marks if mark.rule == rule]
    assert conversion.documents


def test_all_rules_can_be_left_out_but_those_that_are_needed() -> None:
    data = SAMPLE.read_bytes()
    conversion = convert(data, SAMPLE.name, LEXICON, Options(without=RULES))
    assert conversion.draft.text == data.decode()
    assert {mark.rule for mark in conversion.draft.marks} == NEEDED


@pytest.mark.parametrize("at_least", Certainty)
def test_what_is_less_certain_is_only_suggested(at_least: Certainty) -> None:
    draft = correct(read(SAMPLE.read_bytes(), SAMPLE.name), LEXICON, Options(certainty=str(at_least)))
    assert min(edit.cert for edit in draft.edits) >= at_least
    assert all(edit.cert < at_least for edit in draft.suggested)


def test_only_form_feeds_and_headings_begin_pages() -> None:
    draft = correct(Source("cable", "ONE\x0bTWO\x85THREE\u2028FOUR\x1cFIVE\fSIX\n"), LEXICON)
    assert [mark.span.start for mark in draft.of_kind("page")] == [0, 24]


@pytest.mark.parametrize(("byte", "reads"), [(0x92, "’"), (0x93, "“"), (0x97, "—"), (0x85, "…")])
def test_single_bytes_of_windows_read_as_what_they_are(byte: int, reads: str) -> None:
    data = b"HE SAID " + bytes([byte]) + b" TO THEM\n"
    draft = correct(read(data, "cable.txt"), LEXICON, Options(without=("specks",)))
    assert draft.text == f"HE SAID {reads} TO THEM\n"
    assert draft.source.encode() == data


@pytest.mark.parametrize("data", [b"CAF\xe9 DE PARIS\n", b"RESUM\xc9 OF THE TALKS\n"])
def test_a_letter_that_cannot_be_read_is_left_alone(data: bytes) -> None:
    draft = correct(read(data, "cable.txt"), LEXICON)
    assert draft.source.encode() == data


def test_two_bytes_that_cannot_be_read_are_left_alone() -> None:
    draft = correct(read(b"HE SAID \x92\x93 TO THEM\n", "cable.txt"), LEXICON, Options(without=("specks",)))
    assert draft.edits == ()


def test_wide_gaps_part_pages_in_plain_text_only() -> None:
    """A format that knows its pages may have any gaps on them."""
    text = "OM MEXICO CITY\n\nMEXI 6620\n\n1. REQUEST TRACES.\n\n2. NO FILE.\n\nEND OF PAGE.\n\n\nBUT HE WENT.\n"
    plain, pdf = Source("case", text), Source("case", text, parts=(SourceFile("case.pdf", b"%PDF", "application/pdf"),))
    assert [len(correct(source, LEXICON).of_kind("page")) for source in (plain, pdf)] == [2, 1]
