"""What shows that a paragraph begins though no blank line does: columns, entries in parallel form, room in rows."""

from __future__ import annotations

import pytest

from teikit.core import Draft, Line, Source
from teikit.lexicon import Lexicon
from teikit.paragraphing.beginnings.first_words import begins_amid, is_after_speck
from teikit.paragraphing.beginnings.parallel import alike, dated, parallel, parted_at
from teikit.paragraphing.beginnings.room import begun
from teikit.paragraphing.groups import HEADING, ITEM, Bounds, Paragraph
from teikit.paragraphing.lists.columns import with_columns
from teikit.paragraphing.lists.items import dashed, is_copy
from teikit.paragraphing.setting import Setting

PAGE = Bounds((), (0,), (0,))
TEXT = "The men were seen in the city by several people who know them well"
FULL = "as far as the city, and those who saw them there could not tell us"  # 66 characters
LIST = "NSA NIC\nSTATE INR\nSTATE/DIR\nDIA\nARMY\nAIR"


def lines_of(text: str) -> list[Line]:
    return list(Draft.of(Source("text", text)).lines)


def columns(text: str, lexicon: Lexicon, role: str = "") -> list[str]:
    lines = lines_of(text)
    setting = Setting(66, False, 70)
    settings = {line.start: setting for line in lines}
    parted = with_columns([Paragraph(lines, role)], settings, PAGE, lexicon)
    return ["/".join(line.text for line in paragraph.lines) for paragraph in parted]


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        (f"{TEXT},\n{LIST}", [f"{TEXT},", "NSA NIC", "STATE INR", "STATE/DIR", "DIA", "ARMY", "AIR"]),
        (f"{LIST}\n{TEXT}.", ["NSA NIC", "STATE INR", "STATE/DIR", "DIA", "ARMY", "AIR", f"{TEXT}."]),
        (  # the end of the sentence above, and entries that go on
            f"{TEXT}\nin May.\nPaul Smith\nAnn Jones,\nMiami\nGuy Hill (see\n(Jones)\nReed Hall\nEd Wood\nLee",
            [
                f"{TEXT}/in May.",
                "Paul Smith",
                "Ann Jones,/Miami",
                "Guy Hill (see/(Jones)",
                "Reed Hall",
                "Ed Wood",
                "Lee",
            ],
        ),
        (  # the beginning of the sentence below
            f"NR 40\nBH 66-2280\nMEMO\n9/21/78\nLIST\nIn all\nof them {TEXT.lower()}",
            ["NR 40", "BH 66-2280", "MEMO", "9/21/78", "LIST", f"In all/of them {TEXT.lower()}"],
        ),
    ],
)
def test_each_entry_of_a_column_within_a_paragraph_stands_alone(text: str, parted: list[str], lexicon: Lexicon) -> None:
    assert columns(text, lexicon) == parted


@pytest.mark.parametrize(
    "text",
    [
        f"{TEXT}\nNSA NIC\nSTATE INR\nDIA\nAIR",  # four lines
        "I checked with\nthe office and\nwith Mr. Hall\nwho said that\nhe would come\nnext week",
        "Jim\nI checked with the man\nTanner on Clarence\nJay and we recommend\nthe salary\nTom",
        "HE HAD THE CAR\nAND OF THE MEN\nTHE POLICE\nSAID THAT\nNOBODY\nCAME HOME",  # a shredded telegram
        "President, United\nPublic Bonding,\nInsurance Company,\nState Street,\nIndianapolis, Indiana",  # one address
        "ev oi\nxq ti\nbb zz\nqq vv\nkk xx\nww gg",  # illegible
    ],
)
def test_short_lines_of_sentences_are_no_column(text: str, lexicon: Lexicon) -> None:
    assert columns(text, lexicon) == [text.replace("\n", "/")]


@pytest.mark.parametrize(
    ("above", "entries", "below"),
    [
        ("These are the relatives of those who are in the office:", "father\nbrother-in-law:\nhalf-sister\naunt", ""),
        (f"{TEXT},\nand their telephone numbers:", "JE 8-9951\nJE 1-9262\nMU 5-9191\nFE 1-9262", f"{TEXT}."),
    ],
)
def test_entries_below_a_sentence_with_a_colon_are_items(
    above: str, entries: str, below: str, lexicon: Lexicon
) -> None:
    text = "\n".join(filter(None, (above, entries, below)))
    items = entries.split("\n")
    assert columns(text, lexicon) == [above.replace("\n", "/"), *items, *filter(None, [below])]
    lines = lines_of(text)
    setting = {line.start: Setting(66, False, 70) for line in lines}
    first = above.count("\n") + 1
    apart = list(with_columns([Paragraph(lines[:first]), Paragraph(lines[first:])], setting, PAGE, lexicon))
    assert [paragraph.role for paragraph in apart[1 : len(items) + 1]] == [ITEM] * len(items)


@pytest.mark.parametrize(
    "text",
    [
        "These are the men who were there:\nPaul Smith\nAnn Jones\nGuy Hill",  # three
        "He told the men that it was in the Spanish language:\n(V)\n(U)\n(V)\n(U)",
        "This is the test to which his accounts were put:\nwhether\nhis\naccounts\nare\ncoherent\nand",
        "He told them that these were there:\nEleanor Reed, retired\n(November\n1956 to\nMarch) of\nthe",
    ],
)
def test_parts_of_sentences_and_marks_below_a_colon_are_no_items(text: str, lexicon: Lexicon) -> None:
    assert columns(text, lexicon) == [text.replace("\n", "/")]


@pytest.mark.parametrize(
    ("before", "line", "times", "is_begun"),
    [
        ("at the office in the city.", "on 12/30/59, PH 251-C advised that the men", 3, True),
        ("109-581-12 encl.p.9", "On 3/23/59, Michael Moreno told the office", 3, True),
        ("Philadelphia", "on 1/13/60, Frank told the office", 3, True),
        ("at the office in the city.", "On 19 January 1972, the men were there", 2, False),
        ("the division advised that", "on 10/5/59, MM 665-PC told the office", 3, False),
        ("by phone in the week of", "On 5/2/63, he gave more of it", 3, False),
        ("those of the office in the city", "on 5/7/63, he gave more of it", 3, False),  # a small letter
        ("at the office in the city.", "On 5/7/63 he gave more of it", 3, False),
    ],
)
def test_paragraphs_of_a_report_begin_with_a_day(
    before: str, line: str, times: int, is_begun: bool, lexicon: Lexicon
) -> None:
    lines = lines_of("\n".join([before, line] * times))
    assert (lines[-1].start in dated([lines], PAGE, lexicon.patterns)) is is_begun
    atop = Bounds((), (0,), (0, lines[-1].start))
    assert lines[-1].start not in dated([lines], atop, lexicon.patterns)


def test_what_is_told_already_has_no_columns(lexicon: Lexicon) -> None:
    assert columns(LIST, lexicon, HEADING) == [LIST.replace("\n", "/")]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("CIA Msg dated 11 Jan 63, 2 p.\nCIA Msg dated 12 Jan 63, 2 p.\nCIA Msg dated 4 May 63, 3 p.", [1, 2]),
        ("Sept. 25 Rent 20.00\nSept. 26 Stamps\nand paper 4.16\nSept. 28 Gasoline", [1, 3]),
        ("Sept. 25 Rent 20.00\nSept. 26 Stamps and paper 4.16", []),  # two
        ("He said that.\nHe said this.\nHe said it again.", []),
        ("[]\nSubsection 1B\n[]\nSubsection 1C\n13.\nSubsection 2", []),  # the mark belongs to the entry
        ("Mr. Hall of\nMr. Hall and the\nMr. Hall,\nMr. Hall", []),  # the sentence goes on
    ],
)
def test_lines_in_parallel_form_are_entries(text: str, places: list[int], lexicon: Lexicon) -> None:
    lines = lines_of(text)
    starts = parallel([lines], lexicon)
    assert [at for at, line in enumerate(lines) if line.start in starts] == places
    assert len(list(parted_at([Paragraph(lines)], starts))) == len(places) + 1
    assert list(parted_at([Paragraph(lines, HEADING)], starts)) == [Paragraph(lines, HEADING)]


@pytest.mark.parametrize(
    ("last", "times", "is_begun"),
    [
        ("and none of those who were there has been seen in the city again.", 3, True),
        ("and none of those who were there has been seen in the city again.", 2, False),
        ("and none of those who were there has been seen in the city again", 3, False),
        ("in May.", 3, False),  # parts of one row
    ],
)
def test_a_line_that_begins_as_paragraphs_do_begins_one(
    last: str, times: int, is_begun: bool, lexicon: Lexicon
) -> None:
    begin = "Mr. Phillips was asked about the procedure of those who went"
    lines = lines_of("\n".join([*[FULL, "to his office in that week.", f"{begin} there"] * times, last, begin, FULL]))
    settings = {line.start: Setting(66, False, 66) for line in lines}
    assert (lines[-2].start in alike([lines], settings, PAGE, lexicon)) is is_begun
    assert not alike([lines], {line.start: Setting(66, True, 66) for line in lines}, PAGE, lexicon)
    atop = Bounds((), (0,), (0, lines[-2].start))
    assert lines[-2].start not in alike([lines], settings, atop, lexicon)


@pytest.mark.parametrize(
    ("last", "line", "amid", "is_begun"),
    [
        ("for him, as he was told by some of those who know him.", "Oswald returns to the", "", True),
        ("for him, as he was told by some of those who know him.", "Oswald returns to the", " Oswald left.", False),
        ("for him, as he was told by some of those in the city of Miami.", "Oswald returns to the", "", False),  # full
        ("for him, as he was told by some of those who know him.", "He returns to the", "", False),
    ],
)
def test_a_line_that_begins_with_a_word_that_begins_lines_only_begins_a_paragraph(
    last: str, line: str, amid: str, is_begun: bool, lexicon: Lexicon
) -> None:
    word, more = line.split(maxsplit=1)
    begun = [FULL, f"to his office in that week.{amid}", f"{word} goes to the office in the city, where he sees them"]
    lines = lines_of("\n".join([*begun * 2, FULL, last, f"{word} {more} office in the city, where he sees them", FULL]))
    settings = {line.start: Setting(66, False, 66) for line in lines}
    assert (lines[-2].start in alike([lines], settings, PAGE, lexicon)) is is_begun


@pytest.mark.parametrize(
    ("entries", "text", "is_list"),
    [(10, 10, True), (10, 95, False), (9, 0, False)],
)
def test_lines_with_a_dash_are_entries_if_they_are_many(entries: int, text: int, is_list: bool) -> None:
    lines = lines_of("\n".join(["- Says so", "of him"] + ["- Lists 9 men"] * (entries - 1) + [TEXT] * text))
    assert dashed(lines) == ({line.start for line in lines if line.text.startswith("-")} if is_list else set())


@pytest.mark.parametrize(
    ("before", "line", "is_begun"),
    [
        ("from the office, and then all of them left.", "Mr. Phillips was asked about the procedure that", True),
        ("from the office, and then all of them left the city in a week.", "Mr. Phillips was asked of it by us", False),
        ("from the office, and then all of them left.", "Mr. Phillips was asked about the procedure of the men", True),
        ("from the office, and then all of them left.", f"M{FULL[1:]}", False),  # the line is full
        ("from the office, and then all of them left", "Mr. Phillips was asked about the procedure that", False),
        ("from the office, and then all of them saw Mr.", "Phillips, who was asked about the procedure that", False),
        ("left.", "Mr. Phillips was asked about the procedure that", False),  # parts of one row
    ],
)
def test_a_row_that_leaves_room_below_one_that_does_begins_a_paragraph(before: str, line: str, is_begun: bool) -> None:
    lines = lines_of("\n".join([*[FULL] * 40, before, line, FULL, FULL]))
    settings = {each.start: Setting(66, False, 66) for each in lines}
    rows = list(zip(lines, lines[1:], lines[2:], strict=False))
    assert (lines[41].start in begun(rows, settings)) is is_begun
    blank = {each.start: Setting(66, True, 66) for each in lines}
    assert not begun(rows, blank)  # blank lines part the paragraphs
    assert not begun(rows[-8:], settings)  # too few rows show how much room there is


@pytest.mark.parametrize(
    ("before", "line", "expected"),
    [
        ("all of it must be done via S/W.", "still, the major operation is deemed worthy of investment", True),
        ("The notice is dated January 1974.", "they,were sending several cables relating to this matter", True),
        ("nothing to do with him (Oswald).", "showed Hall the personality file request form from there", False),
        ("as was said:", "still, the major operation is deemed worthy of investment", False),
        ("It was in January 1974.", "on 1/7/60 SAMUEL FELDMAN presently confined", False),
    ],
)
def test_a_fluent_line_with_a_small_letter_goes_on(before: str, line: str, expected: bool, lexicon: Lexicon) -> None:
    assert begins_amid(before, line, lexicon.words) is expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("those of the airtel. ih", True),
        ("the communications in Cuba. 29", True),
        ("those of the airtel", False),
        ("of the U.S. in", False),
        ("those of the airtel. However", False),
    ],
)
def test_a_speck_after_a_sentence_is_no_word_of_it(before: str, expected: bool, lexicon: Lexicon) -> None:
    line = "In addition to setting up an organization whose primary mission is concerned with operations"
    assert is_after_speck(before, line, lexicon.words) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4 New York (166-512)", True),
        ("St. Louis (Enc.-2) (RM)", True),
        ("Miami (92-88) a", True),
        ("Brooks (100-434935), who left in May", False),
        ("New York (May 1963)", False),
    ],
)
def test_an_office_with_its_file_gets_a_copy(text: str, expected: bool, lexicon: Lexicon) -> None:
    assert is_copy(text, lexicon.patterns) is expected
