"""The TEI of a packet: valid in every profile, with nothing in it that the page does not say."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest
from conftest import SAMPLE
from lxml import etree

from teikit.chain import correct
from teikit.check.validation import parse, validate
from teikit.conversion import Conversion, convert
from teikit.core import Source, Span
from teikit.errors import Refused, UsageError
from teikit.lexicon import load
from teikit.options import PROFILES, Options
from teikit.tei import reading_text, recover, serialize
from teikit.tei.build import q
from teikit.tei.text.page_marks import Pages
from teikit.telegrams.pages import pages_of

LEXICON = load()
DATA = SAMPLE.read_bytes()
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
NS = {"t": "http://www.tei-c.org/ns/1.0"}
CABLE = b"""SECRET

FROM: PARIS
TO: Secretary of State
NO: 1234, OCTOBER 28, 8 PM

NACT

US EVALU-
ATION CONTAINED CIRCR 744 AND [] AGREED.
"""


@cache
def converted(data: bytes = DATA, profile: str = "markup", split: bool = False, **options: object) -> Conversion:
    chosen = Options(profile=profile, split=split, **options)  # type: ignore[arg-type]
    return convert(data, "cable.txt", LEXICON, chosen)


def root_of(data: bytes = DATA, profile: str = "markup", **options: object) -> etree._Element:
    ((_, document),) = converted(data, profile, **options).documents
    return parse(document)


def find(root: etree._Element, path: str) -> list[etree._Element]:
    return root.findall(path, NS)


def text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.fixture(scope="module")
def sample() -> etree._Element:
    return root_of()


# ------------------------------------------------------------------- profiles


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("data", [DATA, CABLE, b"", b"\n", b"SECRET\n", b"A\x00B\x1bC\xff\xfe\r\rD\x0c"], ids=range(6))
def test_every_profile_is_valid_and_recovered(profile: str, data: bytes) -> None:
    root = root_of(data, profile)
    assert [fault for fault in validate(root) if fault.severity == "error"] == []
    assert recover([root]) == data


def test_a_profile_that_there_is_not() -> None:
    with pytest.raises(UsageError, match="Did you mean 'silent'"):
        root_of(CABLE, "silnt")


def test_markup_keeps_both_readings() -> None:
    root = root_of(CABLE)
    choices = {(text(choice[0]), text(choice[1]), choice[1].get("resp")) for choice in find(root, ".//t:choice")}
    assert choices == {("NACT", "NIACT", "#fields"), ("CIRCR", "CIRC", "#confusions")}
    (broken,) = find(root, ".//t:lb[@break]")
    assert (broken.get("break"), broken.get("rend")) == ("no", "hyphen")
    assert all(child.tag in (q("sic"), q("corr")) for choice in find(root, ".//t:choice") for child in choice)


def test_silent_has_no_trace_of_a_correction_in_the_text() -> None:
    root = root_of(DATA, "silent")
    assert not find(root, ".//t:choice") + find(root, ".//t:supplied") + find(root, ".//t:corr")
    assert not find(root, ".//t:annotation[@motivation='editing']")


def test_all_profiles_read_the_same() -> None:
    readings = {profile: reading_text(root_of(DATA, profile)).split() for profile in PROFILES}
    assert readings["silent"] == readings["markup"]
    assert readings["standoff"] == readings["markup"]


def test_standoff_points_to_exactly_what_the_ocr_has() -> None:
    root = root_of(DATA, "standoff")
    source = DATA.decode()
    annotations = find(root, ".//t:annotation[@motivation='editing']")
    for annotation in annotations:
        (pointer,) = find(annotation, "t:ptr")
        start, end = map(int, pointer.get("target", "").split("#char=")[1].split(","))
        (note,) = find(annotation, "t:note")
        assert note.text == (source[start:end] or None)
        assert note.get("type") == "ocr"
        assert note.get("cert") in {"high", "medium", "low"}
        assert note.get("resp", "").startswith("#")
    changed = [edit for edit in converted().draft.edits if edit.rule != "hyphens"]
    assert len(annotations) == len({edit.span for edit in changed})


def test_standoff_targets_are_what_the_text_reads() -> None:
    root = root_of(DATA, "standoff")
    by_id = {f"#{element.get(XML_ID)}": element for element in root.iter() if element.get(XML_ID)}
    target = {}
    for annotation in find(root, ".//t:annotation[@motivation='editing']"):
        (note,) = find(annotation, "t:note")
        target[note.text] = by_id[annotation.get("target", "")]
    assert text(target["CIRCR"]) == "CIRC"
    assert text(target["NACT"]) == "NIACT"
    assert text(target["FRY."]) == "FROM"
    assert not text(target["..07"])


# ------------------------------------------------------------- identity, order


@pytest.mark.parametrize("profile", PROFILES)
def test_ids_stand_once_and_pointers_lead_somewhere(profile: str) -> None:
    root = root_of(DATA, profile)
    ids = Counter(element.get(XML_ID) for element in root.iter() if element.get(XML_ID))
    assert max(ids.values()) == 1
    pointers = [
        pointer
        for element in root.iter(etree.Element)
        for name in ("target", "corresp", "resp", "ana", "next", "prev", "scheme")
        for pointer in (element.get(name) or "").split()
        if pointer.startswith("#")
    ]
    assert pointers
    assert {pointer[1:] for pointer in pointers} <= set(ids)


def test_every_rule_that_worked_is_named(sample: etree._Element) -> None:
    named = {element.get(XML_ID) for element in find(sample, ".//t:respStmt")}
    used = {edit.rule for edit in converted().draft.edits}
    assert used <= named
    assert "teikit" in named
    assert all(text(element) for element in find(sample, ".//t:respStmt/t:resp"))


def test_surfaces_are_the_pages_of_the_input(sample: etree._Element) -> None:
    surfaces = find(sample, ".//t:surface")
    assert sorted(int(surface.get("n", "")) for surface in surfaces) == list(range(1, 20))
    breaks = [pb.get("corresp", "")[1:] for pb in find(sample, ".//t:body//t:pb")]
    assert sorted(breaks) == sorted(surface.get(XML_ID, "") for surface in surfaces)


def test_what_is_too_uncertain_is_not_in_the_tei() -> None:
    conversion = converted()
    assert conversion.draft.suggested
    lines = {conversion.source.position(edit.span.start)[0] for edit in conversion.draft.suggested}
    root = root_of()
    assert not find(root, ".//t:corr[@cert='low']")
    assert len(find(root_of(certainty="low"), ".//t:corr")) > len(find(root, ".//t:corr"))
    assert lines


def test_the_version_is_not_a_date_and_nothing_depends_on_the_day(sample: etree._Element) -> None:
    assert serialize(sample) == serialize(root_of())


# ------------------------------------------------------------------- recovery


def test_split_parts_are_recovered_together_and_not_alone() -> None:
    conversion = converted(split=True)
    assert [suffix for suffix, _ in conversion.documents] == ["t1", "t2", "t3", "t4", "t5"]
    roots = [parse(document) for _, document in conversion.documents]
    assert recover(roots) == DATA
    assert recover(roots[::-1]) == DATA
    for part in (roots[:1], roots[1:], roots[::2]):
        with pytest.raises(Refused) as refusal:
            recover(part)
        assert refusal.value.code == "RECOVER-DIFFERS"
        assert "all files of the input" in str(refusal.value)
    for root in roots:
        assert [fault for fault in validate(root) if fault.severity == "error"] == []


def test_tei_of_somebody_else_cannot_be_recovered() -> None:
    with pytest.raises(Refused) as refusal:
        recover([etree.fromstring(b'<TEI xmlns="http://www.tei-c.org/ns/1.0"/>')])
    assert refusal.value.code == "RECOVER-NO-SOURCE"


def test_a_line_that_somebody_changed_is_found_out() -> None:
    root = root_of(CABLE)
    find(root, ".//t:line")[2].text = "FROM: BONN"
    with pytest.raises(Refused) as refusal:
        recover([root])
    assert refusal.value.code == "RECOVER-DIFFERS"


def test_indenting_does_not_touch_the_lines() -> None:
    root = root_of(b"A  \n\tB\n\n  C  \r\n\rD")
    assert recover([etree.fromstring(etree.tostring(root))]) == b"A  \n\tB\n\n  C  \r\n\rD"


# ---------------------------------------------------------------- reading text


def test_the_reading_text_is_corrected_and_without_furniture() -> None:
    read = reading_text(root_of(CABLE))
    assert "US EVALUATION CONTAINED CIRC 744 AND [...] AGREED." in read
    assert "NIACT" in read
    assert "SECRET" not in read


def test_the_raw_text_is_as_the_ocr_had_it() -> None:
    read = reading_text(root_of(CABLE), raw=True, layer="all")
    assert "US EVALU-\nATION CONTAINED CIRCR 744 AND [...] AGREED." in read
    assert "NACT" in read
    assert "SECRET" in read


def test_a_word_that_runs_on_over_the_page_is_one() -> None:
    data = CABLE + b"HE HAD NO INS-\n\x0c-2- 1234, OCTOBER 28, 8 PM, FROM PARIS\n\nTRUCTIONS FROM BONN.\n"
    root = root_of(data)
    assert "HE HAD NO INSTRUCTIONS FROM BONN." in reading_text(root).replace("\n\f\n", "")


def test_a_page_break_inside_a_word_says_so() -> None:
    data = CABLE + b"HE HAD NO INS-\n\x0c-2- 1234, OCTOBER 28, 8 PM, FROM PARIS\n\nTRUCTIONS FROM BONN.\n"
    root = root_of(data)
    (page,) = find(root, ".//t:pb[@break='no']")
    assert page.get("n") == "2"


# ---------------------------------------------------------------------- header


def members(root: etree._Element) -> dict[str, etree._Element]:
    return {str(member.get(XML_ID)): member for member in find(root, "t:TEI")}


def action(member: etree._Element, kind: str) -> dict[str, str]:
    (element,) = find(member, f".//t:correspAction[@type='{kind}']")
    values = {etree.QName(child).localname: text(child) for child in element}
    (date,) = find(element, "t:date")
    return {**values, "when": date.get("when", "")}


@pytest.mark.parametrize("member", ["t1", "t2", "t4", "t5"])
def test_who_sent_the_sample(sample: etree._Element, member: str) -> None:
    signature = {} if member == "t4" else {"persName": "FINLETTER"}  # withheld there
    assert action(members(sample)[member], "sent") == {
        **signature,
        "placeName": "PARIS",
        "date": "OCTOBER 28, 1962, 8 PM" if member in ("t1", "t4") else "OCTOBER 28, 8 PM",
        "idno": "POLTO CIRCULAR 12",
        "when": "1962-10-28T20:00:00",
    }


@pytest.mark.parametrize(
    ("member", "received", "control"),
    [
        ("t2", "1962-10-28T17:44:00", "19528"),
        ("t4", "1962-10-28T17:26:00", "19521"),
        ("t5", "1962-10-28T17:44:00", "19528"),
    ],
)
def test_when_the_sample_was_received(sample: etree._Element, member: str, received: str, control: str) -> None:
    receipt = action(members(sample)[member], "received")
    assert (receipt["when"], receipt["idno"], receipt["roleName"]) == (received, control, "Secretary of State")


def test_what_the_page_does_not_say_is_not_in_the_header(sample: etree._Element) -> None:
    (received,) = find(members(sample)["t1"], ".//t:correspAction[@type='received']")
    assert [etree.QName(child).localname for child in received] == ["roleName"]
    assert not find(members(sample)["t3"], ".//t:correspDesc")


def test_the_references_of_the_sample_one_by_one(sample: etree._Element) -> None:
    for name, member in members(sample).items():
        references = [text(ref) for ref in find(member, ".//t:correspContext/t:ref")]
        assert references == ([] if name == "t3" else ["DEPCIRTEL 744", "DEPCIRTEL 778", "TOPOL 574", "TOPOL 578"])


def test_classification_and_captions_of_the_sample(sample: etree._Element) -> None:
    targets = {
        name: [ref.get("target") for ref in find(member, ".//t:catRef")] for name, member in members(sample).items()
    }
    assert targets["t1"] == ["#telegram", "#secret"]
    assert targets["t2"] == targets["t4"] == targets["t5"] == ["#telegram", "#secret", "#eyes-only"]
    taxonomies = {taxonomy.get(XML_ID) for taxonomy in find(sample, ".//t:taxonomy")}
    assert taxonomies == {"genre", "classification", "caption", "exemption"}


def test_the_source_is_named_with_its_digest_once(sample: etree._Element) -> None:
    digests = [text(idno) for idno in find(sample, ".//t:witness/t:idno[@type='sha256']")]
    assert digests == [converted().source.digest]


def test_each_part_that_stands_alone_names_the_digest() -> None:
    for _, document in converted(split=True).documents:
        digests = [text(idno) for idno in find(parse(document), ".//t:witness/t:idno[@type='sha256']")]
        assert digests == [converted().source.digest]


def test_one_changed_word_changes_three_lines() -> None:
    """The digest, the line of the OCR and the line of the text, though the word is longer than before."""
    before, after = (
        converted(data).documents[0][1].splitlines() for data in (DATA, DATA.replace(b"STRONG", b"POWERFUL", 1))
    )
    assert len(before) == len(after)
    assert sum(old != new for old, new in zip(before, after, strict=True)) == 3


def test_a_date_without_year_has_no_value() -> None:
    root = root_of(b"FROM: PARIS\nTO: Secretary of State\nNO: 1234, OCTOBER 28, 8 PM\n\nHE AGREED TO IT ALL.\n")
    assert {date.get("when") for date in find(root, ".//t:date")} == {None}


TORN = b"""CLASSIFIED MESSAGE
SECRET

rq sable spevon ie pe
peer zunnt rotified
ecam srms aroun
x cops when filled fo
dronma core runa
woex o ves no

SECRET 121622Z
DIR CITE SJOS 6699

zu shet
craun if
greet lash

RYBAT TYPIC

REF: DIR 31926

1. THE TWO AGENTS LEFT TODAY AND WILL BE BACK IN JUNE.
THEY WILL BE MET AT THE PORT BY THE OFFICER OF THE STATION.
"""


def test_a_torn_header_is_one_opener() -> None:
    """What an engine made of the boxes of a form is no text: the text begins below the last field."""
    root = root_of(TORN)
    assert {seg.get("type") for seg in find(root, ".//t:opener/t:seg")} >= {"cite", "reference", "other"}
    assert "greet lash" in text(find(root, ".//t:opener")[0])
    assert [text(p)[:14] for p in find(root, ".//t:body//t:p")] == ["1. THE TWO AGE"]


def test_a_removed_speck_stays_on_its_page() -> None:
    """As ``|`` at the edge of the form of page 2, which stood at the end of the last paragraph of page 1."""
    root = root_of(b"1. THE STATION AGREES ON ALL POINTS.\n\f|\n\n2. THE MINISTER AGREED WITH\nTHE POSITION.\n")
    (page,) = find(root, ".//t:body//t:pb[@n='2']")
    assert not any("|" in text(element) for element in page.itersiblings(preceding=True))
    following = page.getnext()
    assert following is not None and "|" in text(following)


@pytest.mark.parametrize("speck", ["|", ":", "|\n\n~"])
def test_a_removed_speck_without_text_is_no_paragraph(speck: str) -> None:
    """Above a banner at the head of a page: nothing would be left in such a paragraph."""
    root = root_of(f"{speck}\n\nSECRET\n\n1. THE TWO AGENTS LEFT TODAY AND WILL BE BACK IN JUNE.\n".encode())
    assert [text(p) for p in find(root, ".//t:body//t:p")] == ["1. THE TWO AGENTS LEFT TODAY AND WILL BE BACK IN JUNE."]
    assert {note.get("type") for note in find(root, ".//t:body//t:note")} == {"illegible"}


def test_a_field_below_sentences_stays_among_them() -> None:
    sentence = b"THE TWO MEN WERE SEEN AT THE HOUSE OF THE MINISTER IN THE CITY,\nAND WILL BE MET AT THE PORT.\n"
    root = root_of(TORN.replace(b"zu shet\ncraun if\n", 3 * sentence))
    assert "MINISTER" not in text(find(root, ".//t:opener")[0])


MEMORANDUM = """14 March 1962

MEMORANDUM FOR: Chief of Operations
SUBJECT : Project LIEMPTY (Renewal)

{between}

{point} The attached project is presented for renewal for a year.
It provides for operations in support of other ones in the city.
"""


@pytest.mark.parametrize(
    ("between", "point", "is_header"),
    [
        ("WH - Mexico", "1.", True),
        ("(Priscilla N. Johnson)\n#71589", "1.", True),
        ("WH - Mexico", "1.\n", True),
        ("WH - Mexico", "", False),
        ("WH - Mexico", "2.", False),
        ("REQUEST THESE FOLLOWING:", "1.", False),
        ("in which the officers of the division took part", "1.", False),
        ("The following is what the officers of this division know of it.", "1.", False),
    ],
)
def test_a_header_goes_on_above_the_first_point_of_the_text(between: str, point: str, is_header: bool) -> None:
    root = root_of(MEMORANDUM.format(between=between, point=point).encode())
    assert (between.split("\n")[-1] in text(find(root, ".//t:opener")[0])) is is_header


@pytest.mark.parametrize(
    ("lines", "may_be"),
    [
        ("NSC INR CIA NSA SCA OC FBI JUS", True),  # the offices informed, which an engine reads line by line
        ("NSC|INR", True),
        ("THE AGENTS LEFT|THEY WILL RETURN|IN THE SUMMER|OF THIS YEAR|BY AIR", False),
    ],
)
def test_a_column_of_words_may_be_of_the_header(lines: str, may_be: bool) -> None:
    column = "\n\n".join(lines.split("|" if "|" in lines else " "))
    draft = correct(Source("telegram.txt", column), load())
    (page,) = pages_of(draft)
    assert Pages(draft, [page]).may_be_of_header(page, Span(0, len(column))) is may_be


LETTER = b"""March 2, 1978

Mr. Patrick Carpentier
Office of the Legislative Counsel
Central Intelligence Agency
Washington, D. C. 20505

Dear Mr. Carpentier:

In connection with its investigation into the circumstances surrounding
the death of the President, the Committee requests access to all files
and index references pertaining to the following individuals.

Thank you for your continued cooperation.

Sincerely,

G. Robert Blakey
Chief Counsel and Director
"""


def test_the_address_and_salutation_of_a_letter_are_its_opener() -> None:
    root = root_of(LETTER)
    assert find(root, ".//t:div")[0].get("type") == "letter"
    assert text(find(root, ".//t:opener")[0]).endswith("Washington, D. C. 20505 Dear Mr. Carpentier:")
    assert text(find(root, ".//t:body//t:p")[0]).startswith("In connection")


def test_the_salutation_of_a_letter_and_its_last_words_are_salutes() -> None:
    root = root_of(LETTER)
    assert [text(salute) for salute in find(root, ".//t:opener/t:salute")] == ["Dear Mr. Carpentier:"]
    assert [text(salute) for salute in find(root, ".//t:closer/t:salute")] == ["Sincerely,"]


@pytest.mark.parametrize(
    ("below", "paragraphs"),
    [("2. THEY WILL BE MET AT THE PORT.", 2), ("THE PORT BY AN OFFICER OF THE STATION.", 1)],
    ids=["begins", "goes on"],
)
def test_a_page_may_begin_with_a_paragraph(below: str, paragraphs: int) -> None:
    """One that begins with the very first letter of a page does not go on from the page before."""
    above = "1. THE TWO AGENTS LEFT TODAY AND WILL BE BACK IN JUNE. THEY ARE TO BE MET AT"
    above += "." if paragraphs == 2 else ""
    data = f"CLASSIFIED MESSAGE\nSECRET 121622Z\nDIR CITE SJOS 6699\n\n{above}\n\f{below}\n".encode()
    assert len(find(root_of(data), ".//t:body//t:p")) == paragraphs


def test_an_impossible_date_has_no_value() -> None:
    root = root_of(b"FROM: PARIS\nTO: Secretary of State\nNO: 1234, FEBRUARY 30, 1962\n\nHE AGREED TO IT ALL.\n")
    assert {date.get("when") for date in find(root, ".//t:date")} == {None}


def test_oddities_of_the_input_stand_in_the_header() -> None:
    root = root_of(b"\xef\xbb\xbfSECRET\n\nHE \x1b AGREED.\r\nYES\n")
    notes = {note.get("n") for note in find(root, ".//t:notesStmt/t:note")}
    assert notes == {"ENC-BOM", "XML-ILLEGAL-CHAR", "EOL-MIXED"}
    (bom,) = find(root, ".//t:witness/t:idno[@type='bom']")
    assert bom.text == "EFBBBF"


def test_what_xml_forbids_is_named() -> None:
    root = root_of("A\x00B\ufffeC\x0b\n".encode() + b"D\x92\xff\n")
    names = [g.get("n") for g in find(root, ".//t:line/t:g")]
    assert names == ["U+0000", "U+FFFE", "U+000B", "0x92", "0xFF"]


def test_text_never_becomes_markup() -> None:
    data = b'HE SAID <gap reason="redacted"/> AND &nosuch; ]]> <!-NO-> <?php?>\n'
    root = root_of(data)
    assert not find(root, ".//t:gap")
    assert data.decode().strip() in " ".join(reading_text(root).split())
    assert not [node for node in root.iter() if not isinstance(node.tag, str)]


def test_names_of_files_do_no_harm() -> None:
    name = 'a b"<&>\u202e\x1b\udce9#?%.txt'
    (_, document), *_ = convert(CABLE, name, LEXICON, Options(profile="standoff")).documents
    root = parse(document)
    assert [fault for fault in validate(root) if fault.severity == "error"] == []
    assert recover([root]) == CABLE


# ------------------------------------------------------------- what ids say


def test_a_query_points_to_the_paragraph_that_it_is_about(sample: etree._Element) -> None:
    by_id = {element.get(XML_ID): element for element in sample.iter(etree.Element) if element.get(XML_ID)}
    asked = [annotation for annotation in find(sample, ".//t:annotation") if "cites CIRC 788" in text(annotation)]
    paragraphs = [by_id[annotation.get("target", "").removeprefix("#")] for annotation in asked]
    assert [etree.QName(paragraph).localname for paragraph in paragraphs] == ["p", "p"]
    assert all("788" in text(paragraph) for paragraph in paragraphs)


def test_ids_stay_where_something_else_changes() -> None:
    before, after = (root_of(data) for data in (DATA, DATA.replace(b"OPENED REMARKS", b"OPENED THE REMARKS", 2)))
    ids = [[element.get(XML_ID) for element in root.iter(etree.Element)] for root in (before, after)]
    assert ids[0] == ids[1]


def test_a_heading_above_the_fields_of_a_header_is_a_line_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("teikit.passes.paragraphs.headings", lambda paragraphs, lexicon: range(len(paragraphs)))
    airtel = (
        b"AIRTEL\n\nWEEKLY SUMMARY\n\nDate: 2/5/64\nTO: DIRECTOR, FBI (92-2781)\nFROM: SAC, TAMPA (92-1)\nRE: HIM\n\n"
    )
    root = root_of(airtel + b"The office was told of it, and did not say to whom it had been shown.\n")
    odd = [seg for seg in find(root, ".//t:opener/t:seg") if seg.get("type") == "other"]
    assert "WEEKLY SUMMARY" in [text(seg) for seg in odd]


SIGNED = """MEMORANDUM FOR: Director of Central Intelligence

FROM: {sender}

SUBJECT: A Talk in May

DATE: 14 August 1963

1. The talk took an hour, and it was said that nothing more was known of it.

2. No more was said of the matter in the weeks that followed.


{signed}
"""


@pytest.mark.parametrize(
    ("sender", "signed", "senders"),
    [
        ("William H. Godson", "William H. Godson", ["William H. Godson"]),
        ("William H. Godson", "WILLIAM H. GODSON", ["WILLIAM H. GODSON"]),
        ("William H. Godson", "Fredrick C. Wickham,", ["Fredrick C. Wickham", "William H. Godson"]),
    ],
)
def test_a_sender_who_signed_is_named_once(sender: str, signed: str, senders: list[str]) -> None:
    root = root_of(SIGNED.format(sender=sender, signed=signed).encode())
    assert [text(name) for name in find(root, ".//{*}correspAction[@type='sent']/{*}persName")] == senders
    assert [text(author) for author in find(root, ".//{*}author")] == senders[:1]


MISREAD = """SECRET 201454{zone} NOV 91 STAFF

CITE LENINGRAD 2651

TO: MOSCOW INFO DIRECTOR.

SUBJECT: A TALK

1. THE TALK TOOK AN HOUR.
"""


def test_a_title_has_the_hour_as_it_was_read() -> None:
    """The Z of a date-time group is misread as 2 or 7; the title is for people, the date keeps the page."""
    titles = {text(find(root_of(MISREAD.format(zone=zone).encode()), ".//{*}title[@type='sub']")[0]) for zone in "Z27"}
    assert titles == {"Cable from LENINGRAD to MOSCOW, 201454Z NOV 91"}


REFERRING = """SECRET 201454Z NOV 91 STAFF

CITE DIRECTOR 61557

TO: MOSCOW.

REF: {references}

SUBJECT: A TALK

1. THE TALK TOOK AN HOUR.
"""


@pytest.mark.parametrize(
    ("references", "cited"),
    [
        ("DIRECTOR 61557", []),
        ("DIRECTOR 61558", ["DIRECTOR 61558"]),
        ("MEXICO CITY 8155", ["MEXICO CITY 8155"]),
        ("A. OSLO CITY 8155", []),
        ("LENINGRAD 2651 AND DIRECTOR 61557", ["LENINGRAD 2651"]),
    ],
)
def test_a_telegram_does_not_cite_itself_and_a_post_has_its_whole_name(references: str, cited: list[str]) -> None:
    root = root_of(REFERRING.format(references=references).encode())
    assert [text(ref) for ref in find(root, ".//{*}correspContext/{*}ref")] == cited
