"""The letters of the TEI are those of the input, each once; what would lose one or double it is never written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from conftest import SAMPLE, Teikit
from lxml import etree

from teikit.chain import correct
from teikit.check.validation import parse, validate
from teikit.collation.edition import collate
from teikit.collation.join import joined
from teikit.conversion import convert
from teikit.core import Draft, Edit, Kind, Layer, Mark, Role, Source, Span, attrs, kinds
from teikit.core.packet import Packet
from teikit.errors import ExitCode, OutputInvalid
from teikit.lexicon import Lexicon
from teikit.options import PROFILES, Options
from teikit.readers.plain import read_text
from teikit.tei import encode, reading_text, serialize
from teikit.tei.collation.document import encode_edition
from teikit.tei.text.asides import Asides
from teikit.tei.text.body import Body
from teikit.tei.text.inline import Inline
from teikit.telegrams.assembling import assemble

CABLE = """SECRET

FROM: PARIS
TO: Secretary of State
NO: 1234, OCTOBER 28, 8 PM

REVIEWED by LBJ LIBRARY

HE AGREED [] TO ALL OF IT.
"""
TEI = "{http://www.tei-c.org/ns/1.0}"


def packet(text: str, lexicon: Lexicon) -> Packet:
    return assemble(correct(read_text(text.encode(), "cable.txt"), lexicon), lexicon)


def refusal(text: str, lexicon: Lexicon, profile: str) -> OutputInvalid:
    with pytest.raises(OutputInvalid) as refused:
        convert(text.encode(), "cable.txt", lexicon, Options(profile=profile))
    assert refused.value.exit_code == ExitCode.OUTPUT_INVALID
    return refused.value


def body(text: str, lexicon: Lexicon, profile: str = "markup") -> etree._Element:
    ((_, document),) = convert(text.encode(), "cable.txt", lexicon, Options(profile=profile)).documents
    root = parse(document)
    assert [fault for fault in validate(root) if fault.severity == "error"] == []
    element = root.find(f".//{TEI}body")
    assert element is not None
    return element


# ------------------------------------------------------------- what is refused


@pytest.mark.parametrize("profile", PROFILES)
def test_an_aside_that_is_not_encoded_is_refused(
    profile: str, monkeypatch: pytest.MonkeyPatch, lexicon: Lexicon
) -> None:
    monkeypatch.setattr(Asides, "elements", lambda self, mark: [])
    refused = refusal(CABLE, lexicon, profile)
    assert (refused.code, refused.place) == ("OUTPUT-LETTERS", "cable.txt:1:1")
    assert refused.message == "the TEI lacks SECRET; nothing was written"


@pytest.mark.parametrize("profile", PROFILES)
def test_a_lost_gap_is_refused(profile: str, monkeypatch: pytest.MonkeyPatch, lexicon: Lexicon) -> None:
    monkeypatch.setattr(Inline, "gap", lambda self, mark: etree.Element(f"{TEI}anchor"))
    refused = refusal(CABLE, lexicon, profile)
    assert (refused.place, refused.message) == ("cable.txt:9:11", "the TEI lacks [gap]; nothing was written")


def _without_a_letter(make: Callable[..., etree._Element], letter: str) -> Callable[..., etree._Element]:
    def made(self: Body) -> etree._Element:
        element = make(self)
        for child in element.iter():
            child.text = (child.text or "").replace(letter, "")
            child.tail = (child.tail or "").replace(letter, "")
        return element

    return made


@pytest.mark.parametrize("profile", PROFILES)
def test_one_letter_less_is_refused(profile: str, monkeypatch: pytest.MonkeyPatch, lexicon: Lexicon) -> None:
    monkeypatch.setattr(Body, "div", _without_a_letter(Body.div, "Z"))
    refused = refusal("HE AGREED TO IT.\nAND ZINC IS RARE.\n", lexicon, profile)
    assert (refused.place, refused.message) == ("cable.txt:2:5", "the TEI lacks Z; nothing was written")


def test_what_stands_there_twice_is_refused(monkeypatch: pytest.MonkeyPatch, lexicon: Lexicon) -> None:
    elements = Asides.elements
    monkeypatch.setattr(Asides, "elements", lambda self, mark: elements(self, mark) * 2 + elements(self, mark))
    refused = refusal(CABLE, lexicon, "markup")
    assert "the TEI has SECRET more often than the input" in refused.message


def test_letters_on_no_page_are_refused(lexicon: Lexicon) -> None:
    whole = packet("HE AGREED TO IT.\nSO THEY WENT HOME.\n", lexicon)
    (telegram,) = whole.telegrams
    (page,) = telegram.pages
    short = replace(telegram, pages=(replace(page, span=Span(0, 17)),))
    with pytest.raises(OutputInvalid) as refused:
        encode(replace(whole, telegrams=(short,)), lexicon)
    assert (refused.value.code, refused.value.place) == ("OUTPUT-LETTERS", "cable.txt:2:1")


def test_a_layer_that_the_encoder_does_not_know_is_refused(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row alone is no promise: what the encoder makes of it is looked at."""
    lost = Kind("lost", Layer.PAGE, Role.ASIDE)
    monkeypatch.setitem(kinds.KINDS, "lost", lost)
    draft = correct(Source("cable.txt", "HE AGREED TO IT.\nSO THEY WENT HOME.\n"), lexicon)
    draft = draft.apply([Mark(Span(3, 9), lost, "own")])
    with pytest.raises(OutputInvalid) as refused:
        encode(assemble(draft, lexicon), lexicon)
    assert (refused.value.place, refused.value.message) == (
        "cable.txt:1:4",
        "the TEI lacks AGREED; nothing was written",
    )


def test_the_command_says_where_and_writes_nothing(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch, teikit: Teikit
) -> None:
    monkeypatch.setattr(Asides, "elements", lambda self, mark: [])
    ran = teikit("convert", SAMPLE, "-o", f"{tmp_path}/out")
    assert ran.code == ExitCode.OUTPUT_INVALID
    assert "polto-circular-12.txt:" in ran.err
    assert "[OUTPUT-LETTERS]" in ran.err


# ------------------------------------------------------- what once was lost


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("FROM: PARIS +\nTO: Secretary of State\nNO: 12, MAY 2, 8 PM\n\nHE AGREED.\n", "FROM: PARIS +"),
        ("Action @ Control: 13366\nFROM: PARIS\nTO: Secretary of State\nNO: 12, MAY 2, 8 PM\n\nHE AGREED.\n", "@"),
    ],
    ids=["at the end of a field", "between two fields"],
)
def test_signs_beside_a_field_are_kept(text: str, read: str, profile: str, lexicon: Lexicon) -> None:
    assert read in "".join(body(text, lexicon, profile).itertext())


@pytest.mark.parametrize("profile", PROFILES)
def test_a_word_keeps_the_hyphen_before_which_a_bracket_of_a_gap_stands(profile: str, lexicon: Lexicon) -> None:
    assert "VASION" in "".join(body("[ ]–IN-\nVASION[ OM. HE LEFT: ", lexicon, profile).itertext())


@pytest.mark.parametrize("profile", PROFILES)
def test_a_hyphen_above_a_code_in_the_margin_is_recorded(profile: str, lexicon: Lexicon) -> None:
    text = "\n\nTHE ONE MOST DISTURB-\n(b)(1) ING SUBJECT OF ALL WE SAW HERE IS THE BORDER.\nB1A3 THE TIME MAY COME.\n"
    breaks = [lb for lb in body(text, lexicon, profile).iter(f"{TEI}lb") if lb.get("break") == "no"]
    assert [lb.get("rend") for lb in breaks] == ["hyphen"]


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_bracket_that_closes_in_the_line_of_a_code_hides_no_code(
    between: str, profile: str, lexicon: Lexicon
) -> None:
    text = f"AT\n{{{between}] (b) (3)\nTO THE FOREIGN MINISTER, AND NEED [\n] ON LISBON, (b) (3)\n"
    gaps, codes = body(text, lexicon, profile).iter(f"{TEI}gap"), body(text, lexicon, profile).iter(f"{TEI}note")
    assert [gap.get("ana") for gap in gaps] == ["#b3", "#b3"]
    assert [code.text for code in codes] == ["(b) (3)", "(b) (3)"]


@pytest.mark.parametrize("profile", PROFILES)
def test_an_aside_across_the_edge_of_a_page_is_on_both(profile: str, lexicon: Lexicon) -> None:
    text = "HE AGREED TO IT.\nCOPY LBJ\nLIBRARY ONLY\nSO THEY WENT HOME.\n"
    draft = correct(Source("cable.txt", text), lexicon)
    draft = draft.apply([Mark(Span(17, 39), kinds.STAMP, "own", attributes=attrs(type="other"))])
    page = Mark(Span(26, 26), kinds.PAGE, "own")
    two_pages = assemble(replace(draft, marks=(*draft.marks, page)), lexicon)
    ((_, root),) = encode(two_pages, lexicon, Options(profile=profile))
    stamps = ["".join(stamp.itertext()).split() for stamp in root.iter(f"{TEI}stamp")]
    assert stamps == [["COPY", "LBJ"], ["LIBRARY", "ONLY"]]


@pytest.mark.parametrize("profile", PROFILES)
def test_an_aside_of_which_nothing_is_left_is_valid(profile: str, lexicon: Lexicon) -> None:
    source = read_text(b"HE AGREED TO IT.\n~ ;\nSO THEY WENT HOME.\n", "cable.txt")
    draft = correct(source, lexicon, Options(without=("strays", "specks")))
    draft = draft.apply([Mark(Span(17, 21), kinds.EXEMPTION, "exemptions")])
    draft = draft.inside_each(lambda inside: inside.apply([Edit(Span(0, 3), "", "strays")]))
    ((_, root),) = encode(assemble(draft, lexicon), lexicon, Options(profile=profile))
    assert [fault for fault in validate(parse(serialize(root))) if fault.severity == "error"] == []
    notes = list(next(root.iter(f"{TEI}body")).iter(f"{TEI}note"))
    assert len(notes) == (profile == "markup")


def test_a_gap_at_the_head_of_the_next_release_is_not_in_this_one(lexicon: Lexicon) -> None:
    text = "HE AGREED TO IT AND SAID SO TO ALL OF THEM.\nSO THEY WENT HOME AGAIN.\n"
    drafts = [correct(read_text(text.encode(), name), lexicon) for name in ("a.txt", "b.txt")]
    gap = Mark(Span(0, 0), kinds.GAP, "gaps", attributes=attrs(reason="redacted", quantity=1, unit="page"))
    drafts[1] = replace(drafts[1], marks=(*drafts[1].marks, gap))
    collation = collate(assemble(joined(drafts, ["a.txt", "b.txt"], "cable"), lexicon), lexicon, is_one_record=True)
    (edition,) = collation.editions
    body = next(encode_edition(collation, lexicon).iter(f"{TEI}body"))
    assert len(list(body.iter(f"{TEI}gap"))) == (edition.work.base.id == "R2")


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("kind", [kinds.FIELD, kinds.P, kinds.STAMP, kinds.CAPTION, kinds.GAP], ids=str)
@pytest.mark.parametrize(
    "span", [Span(0, 43), Span(0, 17), Span(0, 16), Span(5, 25), Span(20, 30), Span(17, 43)], ids=str
)
def test_a_rule_of_ones_own_may_mark_what_is_marked(span: Span, kind: Kind, profile: str, lexicon: Lexicon) -> None:
    source = read_text(b"HE AGREED TO IT.\n\n2. SO THEY WENT HOME AT 8.\n", "cable.txt")

    def own(draft: Draft, lexicon: Lexicon) -> Iterator[Mark]:
        yield Mark(span, kind, "own", attributes=attrs(type="other" if kind == kinds.STAMP else "from", id="nodis"))

    draft = correct(source, lexicon, passes=[own])
    ((_, root),) = encode(assemble(draft, lexicon), lexicon, Options(profile=profile))
    kept = source.text.replace(source.text[slice(*span)], "[...]") if kind == kinds.GAP else source.text
    assert sorted("".join(reading_text(root, layer="all").split())) == sorted("".join(kept.split()))


@pytest.mark.parametrize("profile", PROFILES)
def test_a_hyphen_stays_where_the_line_ends_between_two_paragraphs(profile: str, lexicon: Lexicon) -> None:
    source = Source("cable.txt", "HE CAME WITH PROSABI - : :\n\nWE TALKED OF IT AT LENGTH ALL DAY.\n")
    draft = correct(source, lexicon, Options(without=("strays", "specks")))
    blocks = tuple(mark for mark in draft.marks if mark.kind != kinds.P)
    blocks += tuple(Mark(span, kinds.P, "paragraphs") for span in (Span(0, 22), Span(28, 62)))
    draft = replace(draft, marks=blocks).apply([Edit(Span(22, 26), "", "strays")])
    draft = draft.apply([Edit(Span(21, 24), "", "collate")])
    ((_, root),) = encode(assemble(draft, lexicon), lexicon, Options(profile=profile))
    assert "PROSABI -" in reading_text(root, raw=True)


def test_a_number_of_a_person_stands_in_no_stray_sign(lexicon: Lexicon) -> None:
    """Letters that no rule holds are encoded with all marks inside them, so that they are masked as well."""
    draft = correct(Source("cable.txt", "HE AGREED TO IT.\n123-45-6789 SO THEY WENT HOME.\n"), lexicon)
    private = Mark(Span(17, 28), kinds.PRIVATE, "privacy")
    without_text = tuple(mark for mark in draft.marks if mark.kind != kinds.P)
    draft = replace(draft, marks=(*without_text, Mark(Span(0, 16), kinds.P, "paragraphs"), private))
    ((_, root),) = encode(assemble(draft, lexicon), lexicon)
    assert "6789" not in "".join(next(root.iter(f"{TEI}body")).itertext())
    assert "SO THEY WENT HOME." in "".join(next(root.iter(f"{TEI}body")).itertext())


@pytest.mark.parametrize("profile", PROFILES)
def test_what_no_block_holds_is_in_the_text(profile: str, lexicon: Lexicon) -> None:
    draft = correct(Source("cable.txt", "HE AGREED TO IT.\nSO THEY WENT HOME.\n"), lexicon)
    draft = replace(draft, marks=tuple(mark for mark in draft.marks if mark.kind != kinds.P))
    ((_, root),) = encode(assemble(draft, lexicon), lexicon, Options(profile=profile))
    assert reading_text(root).split() == draft.text.split()


def test_a_word_whose_other_half_stands_in_another_telegram_keeps_its_hyphen(lexicon: Lexicon) -> None:
    """The second page repeats its running head, so another release begins there, in the middle of a word."""
    head = "-2- POLTO CIRCULAR 12, OCTOBER 28, 8 PM (SECTION 1 OF 11), FROM\nPARIS\n"
    text = f"SECRET\n{head}CONFIDENTIAL NOFORN\nACTUAL IN-\n{head}\nACTION DEPARTMENT 1234\n"
    documents = convert(text.encode(), "cable.txt", lexicon).documents
    assert b"ACTUAL IN-<" in documents[0][1]


def test_a_cell_at_the_foot_of_a_page_is_no_catchword(lexicon: Lexicon) -> None:
    """The mark reached over the tag after the cell, and the cell was lost."""
    parts = ["<table>", *["FROM: PARIS"] * 4, "<table><tr><td>A</td></tr></table>", "<table>", "<th>A</th>"]
    assert convert("\n\n".join(parts).encode(), "a.md", lexicon).documents
