"""The passes that look at the page: what they see in a layout, and what they must leave alone."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path

import pytest
from pictures import picture

from teikit.chain import LAYERS, correct
from teikit.core import Draft, Edit, Mark, Source, SourceFile, Span, kinds
from teikit.core.layout import Box
from teikit.geometry import in_margins, typed_pages
from teikit.lexicon import Lexicon
from teikit.options import Options
from teikit.readers.hocr import read_hocr
from teikit.readers.scan import Scan, ScannedBlock, ScannedLine, ScannedPage, ScannedWord, source_of
from teikit.tei.build import q
from teikit.tei.encoding import encode
from teikit.telegrams.assembling import assemble

CELL = 20  # width of a character
PITCH = 40  # distance of lines
BODY = (
    "THE AMBASSADOR SAID THAT HIS GOVERNMENT WOULD NOT",
    "AGREE TO ANY PROPOSAL THAT DID NOT TAKE INTO THEIR",
    "ACCOUNT THE VIEWS OF ALL PARTIES CONCERNED, AND HE",
    "ADDED THAT NO PROGRESS COULD BE MADE UNTIL THE NEW",
    "FOREIGN MINISTER HAD RETURNED FROM THE CONFERENCE.",
)
FORM = (
    "  83                  INCOMING TELEGRAM        Department of State",
    "",
    " Action                                            Control: 8737",
    " ARA                                               Rec'd: DECEMBER 28, 1968",
    "                                                          9:00 AM",
    " Info          FROM: SAIGON",
    " SP            TO: Secretary of State",
    " EUR           NO: 45710, DECEMBER 28, 5 PM",
    "",
    "               PRIORITY",
    "",
)


def scanned(
    lines: Sequence[str], slope: float = 0.0, sure: dict[str, float] | None = None, engine: str = "tesseract 5.3.0"
) -> Source:
    """A page as a reader makes it: words parted by one space, boxes on a page that may hang to one side."""
    scanned_lines = []
    for number, line in enumerate(lines):
        words, column = [], 0
        for part in line.split(" "):
            if part:
                left, right = column * CELL, (column + len(part)) * CELL - 4
                right = left + 4 if part in {":", "."} else right
                top = round(number * PITCH + slope * left)
                box = Box(round(left - slope * top), top, round(right - slope * top), top + 28)
                words.append(ScannedWord(part, box, (sure or {}).get(part, 0.95)))
            column += len(part) + 1
        if words:
            scanned_lines.append(ScannedLine(words))
    page = ScannedPage([ScannedBlock(scanned_lines)], 1700, 2600, "p01.png")
    return source_of(Scan([page], engine), "page", [SourceFile("page", b"page", "text/html")])


def body(*lines: str) -> list[str]:
    return [line if line.startswith(" ") or not line else " " * 10 + line for line in lines]


def gaps(draft: Draft) -> list[tuple[str, str]]:
    """Each gap as the words beside it."""
    text = draft.source.text
    return [
        (text[: mark.span.start].split()[-1], text[mark.span.end :].split()[0])
        for mark in draft.of_kind("gap")
        if mark.rule == "blanks"
    ]


def marks(draft: Draft, kind: str) -> list[Mark]:
    return draft.of_kind(kind)


def values(draft: Draft, kind: str, type: str) -> list[str]:
    text = draft.source.text
    return [text[mark.span.start : mark.span.end] for mark in draft.of_kind(kind) if mark.get("type") == type]


LISTED = body(*BODY, "", *BODY)
LISTED[1:5] = [
    f"  {label}     {line.strip()}" for label, line in zip(("a)", "b)", "ie)", "ee"), LISTED[1:5], strict=True)
]


@pytest.mark.parametrize(
    ("engine", "kept"), [("tesseract 5.3.0", "a) b)"), ("OmniPage 18", "a) b) ie) ee"), ("", "a) b) ie) ee")]
)
def test_labels_of_a_list_in_the_margin_are_no_specks(engine: str, kept: str, lexicon: Lexicon) -> None:
    """What the engine thinks of a label counts for nothing, and nothing counts what an unknown engine thinks."""
    source = scanned(LISTED, sure=dict.fromkeys(("a)", "b)", "ie)", "ee"), 0.1), engine=engine)
    words = correct(source, lexicon, Options(without=("specks",))).text.split()
    assert [word for word in words if word in ("a)", "b)", "ie)", "ee")] == kept.split()


HOLE = body(*BODY[:3], " (b)(1)   ADDED THAT                MINISTER TOLD THE NEW", BODY[4])


@pytest.mark.parametrize("slope", [-0.02, -0.008, 0.0, 0.008, 0.02])
def test_the_page_is_measured_though_it_hangs(slope: float) -> None:
    (page,) = typed_pages(Draft.of(scanned(body(*BODY, "", *BODY), slope)))
    cell, pitch, left, right = page.measures
    assert (round(cell), round(pitch)) == (CELL, PITCH)
    assert left == pytest.approx(10 * CELL, abs=CELL / 2)
    assert right == pytest.approx(60 * CELL, abs=CELL / 2)
    assert len(page.rows) == 2 * len(BODY)


@pytest.mark.parametrize("slope", [-0.02, 0.0, 0.02])
def test_a_hole_is_found_though_the_page_hangs(slope: float, lexicon: Lexicon) -> None:
    draft = correct(scanned(HOLE, slope), lexicon)
    assert gaps(draft) == [("THAT", "MINISTER")]


def test_what_is_known_of_an_excision(lexicon: Lexicon) -> None:
    (mark,) = marks(correct(scanned(HOLE), lexicon), "gap")
    assert (mark.get("reason"), mark.get("unit"), mark.get("ana")) == ("redacted", "char", "b1")
    assert int(mark.get("quantity")) == pytest.approx(14, abs=2)
    assert mark.get("evidence") == "internal"
    box = Box(*map(int, mark.get("box").split(",")))
    assert (box.left, box.right) == (20 * CELL - 4, 36 * CELL)
    assert "code in the margin" in mark.why


def test_one_code_speaks_of_one_excision(lexicon: Lexicon) -> None:
    """The second hole has no code of its own and is not wide enough to need none."""
    page = body(
        BODY[0],
        "   B1A3   AGREE TO ANY PROPOSAL            TAKE INTO THEIR",
        BODY[2],
        "ADDED THAT NO PROGRESS         MADE UNTIL THE NEW",
    )
    assert gaps(correct(scanned([*page, *body(BODY[4])]), lexicon)) == [("PROPOSAL", "TAKE")]


def test_a_speck_does_not_fill_a_hole(lexicon: Lexicon) -> None:
    page = body(*BODY[:3], " (b)(1)   ADDED THAT        :       MINISTER TOLD THE NEW", BODY[4])
    draft = correct(scanned(page, sure={":": 0.1}), lexicon)
    assert len(gaps(draft)) == 1
    assert ":" not in draft.text


def test_words_of_low_certainty_are_no_edge_of_a_hole(lexicon: Lexicon) -> None:
    assert gaps(correct(scanned(HOLE, sure={"MINISTER": 0.1}), lexicon)) == []


def test_a_code_in_the_hole_is_beside_it(lexicon: Lexicon) -> None:
    page = body(*BODY[:3], "ADDED THAT     (b)(1)      MINISTER TOLD THE NEW", BODY[4])
    (mark,) = marks(correct(scanned(page), lexicon), "gap")
    assert mark.get("ana") == "b1"


def test_brackets_and_a_hole_are_one_excision(lexicon: Lexicon) -> None:
    page = body(
        *BODY[:2], "   B1A3   ACCOUNT THE VIEWS OF [", "", "", "          ] COULD BE MADE UNTIL THE NEW", BODY[4]
    )
    gap_marks = marks(correct(scanned(page), lexicon), "gap")
    assert [(mark.rule, mark.get("ana")) for mark in gap_marks] == [("gaps", "b1 a3")]


def test_a_page_with_nothing_but_a_code(lexicon: Lexicon) -> None:
    source = picture("\n".join(body(*BODY)) + "\n\f\n\n\n   (b)(1)\n")
    (mark,) = marks(correct(source, lexicon), "gap")
    assert (mark.get("unit"), mark.get("quantity"), mark.get("ana")) == ("page", "1", "b1")


def test_a_page_that_stops_in_mid_sentence_far_above_the_foot(lexicon: Lexicon) -> None:
    first, second = "\n".join(body(*BODY[:3])), "\n".join(body(*BODY * 6))
    draft = correct(picture(f"{first}\n\f{second}\n"), lexicon)
    assert gaps(draft) == [("HE", "THE")]
    assert gaps(correct(picture(f"{first} SAID NO.\n\f{second}\n"), lexicon)) == []


def claims(draft: Draft) -> list[tuple[str, str]]:
    """Each gap as the rule that found it, and the exemptions that it claims."""
    return [(mark.rule, mark.get("ana")) for mark in marks(draft, "gap")]


WIDE = "ADDED THAT NO PROGRESS                  TO THE NEW"


def test_a_hole_with_no_code_beside_it_claims_none(lexicon: Lexicon) -> None:
    """Another excision of the page has a code; that is no reason to say that this one has it."""
    page = body(*BODY[:3], WIDE, *BODY, " (b)(1)   ADDED THAT                MINISTER TOLD THE NEW", BODY[4])
    assert claims(correct(scanned(page), lexicon)) == [("blanks", ""), ("blanks", "b1")]


def test_a_word_that_somebody_wrote_over_is_no_hole(lexicon: Lexicon) -> None:
    words = WIDE.split("  ")
    before, after = len(words[0]), len(WIDE) - len(WIDE.rsplit("  ", 1)[1])
    written = WIDE[: before + 2] + "ig ta da".center(after - before - 4) + WIDE[after - 2 :]
    scraps = {"ig": 0.04, "ta": 0.0, "da": 0.2}
    assert claims(correct(scanned(body(*BODY[:3], WIDE, *BODY)), lexicon)) == [("blanks", "")]
    assert claims(correct(scanned(body(*BODY[:3], written, *BODY), sure=scraps), lexicon)) == []


def test_a_note_that_cannot_be_read_claims_nothing(lexicon: Lexicon) -> None:
    page = body(
        *BODY[:3], " Xy%g     ADDED THAT                MINISTER TOLD THE NEW", *BODY, " (b)(1)   " + BODY[0], *BODY[1:]
    )
    draft = correct(scanned(page), lexicon)
    assert claims(draft) == [("blanks", "")]
    assert "a note in the margin" in marks(draft, "gap")[0].why


@pytest.mark.parametrize(("lines", "claimed"), [(0, "b1"), (2, "b1"), (4, ""), (9, "")])
def test_brackets_claim_the_code_beside_them_only(lines: int, claimed: str, lexicon: Lexicon) -> None:
    page = body(*BODY, "ADDED THAT NO [      ] COULD BE MADE UNTIL THE NEW", *BODY, *BODY)
    at = len(BODY) + lines
    page[at] = " (b)(1)   " + page[at].strip()
    assert claims(correct(scanned(page), lexicon)) == [("gaps", claimed)]


def test_a_code_within_brackets_of_many_lines_stands_beside_them(lexicon: Lexicon) -> None:
    page = body(
        *BODY,
        "ADDED THAT NO [",
        "",
        "",
        "",
        " (b)(1)",
        "",
        "",
        "",
        "] COULD BE MADE UNTIL THE NEW TALKS IN PARIS,",
        *BODY,
    )
    assert claims(correct(scanned(page), lexicon)) == [("gaps", "b1")]


def test_the_same_brackets_in_plain_text_claim_the_nearest_code_of_the_page(lexicon: Lexicon) -> None:
    page = ["ADDED THAT NO [      ] COULD BE MADE UNTIL THE NEW", *BODY, "(b)(1)", *BODY]
    assert claims(correct(Source("plain", "\n".join(page)), lexicon))[0] == ("gaps", "b1")


def test_a_page_is_measured_once_for_passes_that_see_the_same() -> None:
    source, twin = scanned(HOLE), scanned(HOLE)
    draft = Draft.of(source)
    pages = typed_pages(draft)
    assert typed_pages(draft.apply([Mark(Span(3, 3), kinds.GAP, "gaps")])) is pages
    assert typed_pages(draft.apply([Edit(Span(0, 3), "", "strays")])) is not pages
    assert typed_pages(Draft.of(twin)) is not pages


STAYS = {
    "table": [
        *BODY,
        "",
        "BELGIUM             120 TONS            40 SHIPS",
        "CANADA              300 TONS            12 SHIPS",
    ],
    "point": [*BODY, "", "2.   HE THEN ASKED WHETHER THE DEPARTMENT WOULD BE", BODY[1]],
    "indent": [*BODY, "", "               HE THEN ASKED WHETHER THE DEPARTMENT COULD", BODY[1]],
    "short last line": [*BODY[:3], "ADDED THAT NO PROGRESS HAD BEEN MADE.", "", *BODY],
    "short last line without its stop": [*BODY[:3], "ADDED THAT NO PROGRESS HAD BEEN MADE", "", *BODY],
    "signature": [*BODY, "", "", " " * 48 + "FINLETTER", "", "JFK"],
    "catchword": [*BODY[:4], " " * 53 + "FOREIGN"],
    "ragged": [
        *BODY[:3],
        "ADDED THAT NO PROGRESS COULD BE MADE UNTIL",
        "FOREIGN MINISTER HAD RETURNED FROM THE CONFERENCE.",
    ],
    "spaces between paragraphs": [*BODY, "", "", *BODY],
    "code with nothing missing": [*BODY[:3], "   B1A3   " + BODY[3], BODY[4]],
    "form": [*FORM, *BODY],
}


@pytest.mark.parametrize("what", STAYS)
def test_what_is_no_excision(what: str, lexicon: Lexicon) -> None:
    assert gaps(correct(scanned(body(*STAYS[what])), lexicon)) == []


@pytest.mark.parametrize("propose", LAYERS, ids=lambda propose: propose.__name__)
def test_a_page_with_too_few_words_to_measure(propose: object, lexicon: Lexicon) -> None:
    assert typed_pages(Draft.of(scanned(["NO", "", "YES"]))) == ()
    assert gaps(correct(scanned(["NO", "", "YES"]), lexicon)) == []


# ---------------------------------------------------------------- codes in the margin


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("(b)(1)", "(b)(1)"),
        ("(b)(1", "(b)(1)"),
        ("(8)1)", "(b)(1)"),
        ("BlA3", "B1A3"),
        ("BIA5", "B1A5"),
        ("1.5(c)", "1.5(c)"),
    ],
)
def test_a_code_in_the_margin_is_read(written: str, code: str, lexicon: Lexicon) -> None:
    page = body(*BODY[:3], f" {written:6}   ADDED THAT                MINISTER TOLD THE NEW", BODY[4])
    (mark,) = marks(correct(scanned(page), lexicon), "exemption")
    assert mark.get("code") == code


@pytest.mark.parametrize("word", ["(b)(1", "(8)1)", "Blas", "1963", "(1)", "ARMY"])
def test_the_same_in_a_line_is_none(word: str, lexicon: Lexicon) -> None:
    page = body(*BODY[:3], f"ADDED THAT {word} NO PROGRESS COULD BE MADE UNTIL", BODY[4])
    assert marks(correct(scanned(page), lexicon), "exemption") == []


@pytest.mark.parametrize("word", ["ARMY", "1963", "(1)", "NAVY", "52"])
def test_other_words_in_the_margin_are_none(word: str, lexicon: Lexicon) -> None:
    page = body(*BODY[:3], f" {word:6}   {BODY[3]}", BODY[4])
    assert marks(correct(scanned(page), lexicon), "exemption") == []


def test_the_stretches_in_the_margins() -> None:
    source = scanned(HOLE)
    assert [source.text[span.start : span.end] for span in in_margins(typed_pages(Draft.of(source)))] == ["(b)(1)"]
    assert in_margins(typed_pages(Draft.of(Source("plain", source.text)))) == []


# ---------------------------------------------------------------- columns of the form, specks


def test_offices_in_the_left_margin_are_no_part_of_the_fields(lexicon: Lexicon) -> None:
    draft = correct(scanned([*FORM, *body(*BODY, "", *BODY)]), lexicon)
    assert values(draft, "field", "from") == ["FROM: SAIGON"]
    assert values(draft, "field", "to") == ["TO: Secretary of State"]
    assert values(draft, "field", "action") == ["Action", "ARA"]
    assert values(draft, "field", "info") == ["Info", "SP", "EUR"]


def test_the_same_words_in_plain_text_stay_as_they_were(lexicon: Lexicon) -> None:
    source = scanned([*FORM, *body(*BODY)])
    draft = correct(Source("plain", source.text), lexicon)
    assert values(draft, "field", "info") == ["Info"]


def test_specks_apart_from_the_words_are_taken_out(lexicon: Lexicon) -> None:
    page = body(*BODY[:3], "   :      " + BODY[3], BODY[4] + "     .")
    draft = correct(scanned(page, sure={":": 0.2, ".": 0.2}), lexicon)
    assert draft.text.split() == " ".join(BODY).split()


@pytest.mark.parametrize("line", ["HE SAID . . . AND THEN LEFT", "HE SAID - - AND THEN LEFT", "HE SAID THAT : NO. 1"])
def test_marks_of_the_typist_stay(line: str, lexicon: Lexicon) -> None:
    draft = correct(scanned(body(*BODY, "", line)), lexicon)
    assert line in draft.text


@pytest.mark.parametrize("page", [HOLE, body(*BODY[:3], "", " B1A3", "", "", "", *BODY[3:])])
def test_each_excision_stands_once_in_the_tei(page: list[str], lexicon: Lexicon) -> None:
    draft = correct(scanned(page), lexicon)
    ((_, root),) = encode(assemble(draft, lexicon), lexicon)
    assert len(list(root.iter(q("gap")))) == len(marks(draft, "gap")) == 1


def test_a_release_whose_excisions_all_have_brackets(shared: Path, lexicon: Lexicon) -> None:
    data = gzip.decompress((shared / "data/bench-dev/d034a/ocr.hocr.gz").read_bytes())
    source = source_of(read_hocr(data, "ocr.hocr"), "ocr.hocr", [SourceFile("ocr.hocr", data, "text/html")])
    rules = [mark.rule for mark in marks(correct(source, lexicon), "gap")]
    assert rules.count("blanks") <= 1 < rules.count("gaps")


def test_dirt_in_the_margin_is_no_note(lexicon: Lexicon) -> None:
    """What stands beside most lines and cannot be read is no reviewer's: a hole beside it needs to be wide."""
    line = "ADDED THAT NO          PROGRESS MADE UNTIL THE NEW"
    assert len(gaps(correct(scanned([*body(*BODY), "  Xy%g    " + line, *body(*BODY)]), lexicon))) == 1
    page = [f"  Xy%g    {text}" for text in (*BODY, line, *BODY)]
    assert gaps(correct(scanned(page), lexicon)) == []


def test_a_page_of_dirt_is_not_measured() -> None:
    junk = [" ".join(["ee", "oe"] * 12)] * 20
    sure = {"ee": 0.2, "oe": 0.2}
    assert typed_pages(Draft.of(scanned(junk, sure=sure))) == ()
