"""The grammar, the rules beyond it, and what parse() and validate() make of them."""

from __future__ import annotations

import copy
import gzip
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import invalid
from lxml import etree, isoschematron
from random_documents import RandomDocuments

from teikit.check import rules
from teikit.check.grammar import shapes
from teikit.check.validation import Fault, parse, validate
from teikit.errors import ExitCode, TeikitError

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "schemas"
DOCUMENTS = Path(__file__).resolve().parent / "documents" / "schema"
SHARED = Path(os.environ.get("TEIKIT_SHARED") or ROOT.parent / "shared")
TEI_ALL = SHARED / "schemas" / "tei_all.rng"
GOLD = SHARED / "data" / "gold"
COUNT = int(os.environ.get("TEIKIT_RANDOM_DOCUMENTS", "300"))

needs_trang = pytest.mark.skipif(not shutil.which("trang"), reason="trang is not on PATH (Debian: apt install trang)")
needs_tei_all = pytest.mark.skipif(
    not TEI_ALL.is_file(), reason=f"{TEI_ALL} is absent; TEIKIT_SHARED names the folder that holds schemas/tei_all.rng"
)
needs_gold = pytest.mark.skipif(not GOLD.is_dir(), reason=f"{GOLD} is absent; TEIKIT_SHARED names the folder of data/")

sys.path.insert(0, str(ROOT / "tools"))
import build_schema  # noqa: E402


def document(name: str) -> str:
    return (DOCUMENTS / name).read_text("utf-8")


# ------------------------------------------------------ the files are fresh


@needs_trang
def test_the_rng_is_made_from_the_rnc(tmp_path: Path) -> None:
    subprocess.run(["trang", SCHEMAS / "teikit.rnc", tmp_path / "teikit.rng"], check=True)
    assert (tmp_path / "teikit.rng").read_bytes() == (SCHEMAS / "teikit.rng").read_bytes(), "run tools/build_schema.py"


@needs_trang
def test_the_rng_of_edited_files_is_made_from_both(tmp_path: Path) -> None:
    assert build_schema.edition(tmp_path / "made.rng") == 0
    assert (tmp_path / "made.rng").read_bytes() == (SCHEMAS / "teikit-edition.rng").read_bytes(), "run build_schema.py"


def test_the_stylesheet_is_made_from_the_schematron() -> None:
    made = build_schema.stylesheet(SCHEMAS / "teikit.sch")
    assert made == (SCHEMAS / "teikit-sch.xsl").read_text("utf-8"), "run tools/build_schema.py"


# ------------------------------------------- random documents, and tei_all


@pytest.fixture(scope="module")
def random_documents(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("random")
    source = RandomDocuments(SCHEMAS / "teikit.rng", seed=1)
    paths = [folder / f"{number}.xml" for number in range(COUNT)]
    roots = set()
    for path in paths:
        path.write_bytes(source.document())
        roots.add(etree.QName(parse(path.read_bytes())).localname)
    assert source.used == source.elements, "elements that no document holds"
    assert roots == {"TEI", "teiCorpus"}
    return paths


@pytest.mark.thorough
def test_random_documents_are_valid(random_documents: list[Path]) -> None:
    """By teikit's own check; by jing, too, where there is one, for libxml2 is not the only one to read the grammar."""
    if shutil.which("jing"):
        assert not invalid(SCHEMAS / "teikit.rng", random_documents)
    faults = [fault for path in random_documents for fault in validate(parse(path.read_bytes()))]
    assert [fault for fault in faults if fault.code == "RNG"] == []


@needs_tei_all
@pytest.mark.thorough
def test_random_documents_are_tei(random_documents: list[Path]) -> None:
    assert not invalid(TEI_ALL, random_documents)


@needs_tei_all
@pytest.mark.thorough
def test_the_example_documents_are_tei() -> None:
    assert not invalid(TEI_ALL, sorted(DOCUMENTS.glob("*.xml")))


@needs_gold
def test_documents_encoded_by_hand_are_valid() -> None:
    paths = [*sorted(GOLD.glob("*.xml")), *sorted((GOLD / "profiles").glob("*.xml"))]
    wrong = {path.name: fault for path in paths for fault in errors(path.read_text("utf-8"))}
    assert list(wrong) == ["sourcedoc.xml"]  # written before sourceDoc had to have xml:space="preserve"
    assert wrong["sourcedoc.xml"].message == "sourceDoc lacks the attribute xml:space (preserve)."


# --------------------------------------------------------------- the rules

RULES = [
    # code, severity, document, what it says, what it says now
    ("T0101", "error", "telegram.xml", 'resp="#words" cert="high" evidence', 'resp="#R1" cert="high" evidence'),
    ("T0101", "error", "telegram.xml", 'resp="#words #queries"', 'resp="#words #nobody"'),
    ("T0101", "error", "telegram.xml", 'who="#words"', 'who="#nobody"'),
    ("T0101", "error", "corpus.xml", 'resp="#words"', 'resp="#caption"'),
    ("T0102", "error", "telegram.xml", 'source="#R2">EVALU', 'source="#words">EVALU'),
    ("T0102", "error", "telegram.xml", 'wit="#R2"', 'wit="#S11"'),
    ("T0103", "error", "telegram.xml", 'ana="#b1 #a3"', 'ana="#b1 #words"'),
    ("T0104", "error", "telegram.xml", 'target="#secret"', 'target="#b1"'),
    ("T0104", "error", "corpus.xml", 'scheme="#caption"', 'scheme="#eyes-only"'),
    ("T0105", "error", "telegram.xml", 'target="#number"', 'target="#nothing"'),
    ("T0105", "error", "corpus.xml", 'target="#c1"', 'target="#c1 #c3"'),
    ("T0106", "error", "telegram.xml", 'prev="#head"', 'prev="#number"'),
    ("T0106", "error", "telegram.xml", ' prev="#head"', ""),
    ("T0107", "error", "telegram.xml", 'corresp="#t1.s2"', 'corresp="#number"'),
    ("T0108", "error", "telegram.xml", "#char=25,42", "#char=42,25"),
    ("T0108", "error", "telegram.xml", "#char=0,412", "#line=12,4"),
    ("T0201", "error", "telegram.xml", "<sic>EVA1U</sic>", "<sic>EVALU</sic>"),
    ("T0202", "error", "telegram.xml", 'method="markup"', 'method="silent"'),
    ("T0203", "error", "telegram.xml", 'cert="medium" evidence="conjecture"', 'cert="high" evidence="conjecture"'),
    ("T0204", "error", "telegram.xml", 'evidence="external" source="#R2">IN VIEW', 'evidence="internal">IN VIEW'),
    ("T0205", "warning", "telegram.xml", 'source="#R2">EVALU', ">EVALU"),
    ("T0301", "warning", "telegram.xml", ">-2-<", ">-3-<"),
    ("T0302", "warning", "telegram.xml", "</closer>", '</closer><pb n="1"/>'),
    ("T0303", "warning", "telegram.xml", ">SECRET</corr>", ">TOP SECRET</corr>"),
    ("T0304", "error", "telegram.xml", "</choice><lb break", "</choice> <lb break"),
    ("T0304", "error", "telegram.xml", "</fw>STOOD", "</fw> STOOD"),
    ("T0304", "error", "telegram.xml", '<fw type="pageNum"', ' <fw type="pageNum"'),
    ("T0304", "error", "telegram.xml", "<p>GENERAL", '<p><lb break="no"/>GENERAL'),
    ("T0305", "error", "telegram.xml", '"t1.s2" n="2"', '"t1.s2" n="1"'),
    ("T0305", "error", "corpus.xml", '"t2.s2" n="2"', '"t2.s2" n="1"'),
    ("T0401", "error", "telegram.xml", ">UNKNOWN LINE<", "> <"),
    ("T0401", "error", "corpus.xml", "<p>EXCISED COPY FOLLOWS</p>", "<p/>"),
    ("T0401", "error", "corpus.xml", '<note type="processing" place="inline">The page holds no text.</note>', ""),
    ("T0402", "error", "telegram.xml", ">19528</idno></seg>", ">19521</idno></seg>"),
    ("T0403", "warning", "telegram.xml", ' ana="#b1 #a3"', ""),
    ("T0404", "warning", "telegram.xml", "T17:44:00-05:00", "T13:44:00-05:00"),
    ("T0404", "warning", "telegram.xml", "1962-10-28T17:44:00-05:00", "1962-10-26"),
]  # fmt: skip


def errors(text: str) -> list[Fault]:
    return [fault for fault in validate(parse(text.encode())) if fault.severity == "error"]


def mutated(name: str, old: str, new: str) -> str:
    text = document(name)
    assert old in text, "the mutation finds nothing to change"
    return text.replace(old, new, 1)


def codes(text: str) -> Iterator[str]:
    yield from sorted(set(re.findall(r"\bT0\d{3}\b", text)))


@pytest.mark.parametrize("name", ["telegram.xml", "corpus.xml"])
def test_the_example_documents_are_valid(name: str) -> None:
    assert validate(parse(document(name).encode())) == []


@pytest.mark.parametrize(("code", "severity", "name", "old", "new"), RULES)
def test_a_rule_finds_what_breaks_it_and_nothing_else(code: str, severity: str, name: str, old: str, new: str) -> None:
    faults = validate(parse(mutated(name, old, new).encode()))
    assert {(fault.code, fault.severity) for fault in faults} == {(code, severity)}
    assert all(fault.line and fault.message.endswith(".") for fault in faults)


@pytest.mark.parametrize(("code", "severity", "name", "old", "new"), RULES)
def test_the_stylesheet_agrees_with_the_schematron(code: str, severity: str, name: str, old: str, new: str) -> None:
    """What another Schematron processor finds is what teikit finds."""
    tree = etree.fromstring(mutated(name, old, new).encode())
    schematron = isoschematron.Schematron(etree.parse(SCHEMAS / "teikit.sch"), store_report=True)
    schematron.validate(tree)
    assert schematron.validation_report is not None
    report = schematron.validation_report.getroot().iter("{*}failed-assert", "{*}successful-report")
    reported = sorted(code for message in report for code in codes("".join(message.itertext())))
    assert reported == sorted(fault.code for fault in validate(tree) if fault.code in document_codes("teikit.sch"))


def document_codes(name: str) -> set[str]:
    return set(re.findall(r"\[(T\d{4})\]", (SCHEMAS / name).read_text("utf-8")))


def test_every_rule_has_a_mutation_and_a_line_in_the_readme() -> None:
    python = set(codes(" ".join(rule.__doc__ or "" for rule in rules.RULES)))
    assert len(python) == len(rules.RULES)
    everything = document_codes("teikit.sch") | python
    assert {rule[0] for rule in RULES} | {"T0109"} == everything
    readme = (SCHEMAS / "README.md").read_text("utf-8")
    assert re.findall(r"^\| (T\d{4})", readme, re.MULTILINE) == sorted(everything)


def test_the_control_number_of_the_header_may_be_supplied_from_another_release() -> None:
    supplied = '<supplied reason="redacted" resp="#words" cert="high" evidence="external" source="#R2">19528</supplied>'
    text = mutated(
        "telegram.xml",
        '<idno type="control">19528</idno></seg>',
        f'{supplied} <idno type="control">IN 521</idno></seg>',
    )
    assert errors(text) == []


def test_an_identifier_given_twice_in_memory_is_found() -> None:
    root = parse(document("telegram.xml").encode())
    for gap in root.iter("{*}gap"):
        gap.set(rules.XML_ID, "number")
    assert "T0109" in [fault.code for fault in validate(root)]


def test_a_tree_made_in_memory_is_valid_each_time() -> None:
    """libxml2 notes the identifiers that it meets: they must not pass for given twice when they come again."""
    root = etree.Element("x")
    root.append(parse(document("telegram.xml").encode()))
    made = copy.deepcopy(root[0])
    next(made.iter("{*}gap")).set(rules.XML_ID, "new")
    assert [validate(made) for _ in range(3)] == [[], [], []]


HARMLESS = [
    ("a telegram without header, as a text without telegram form", '<div type="telegram">', '<div type="document">'),
    ("the number of the page in words", "<sic>-Z-</sic>", "<sic>PAGE TWO</sic>"),
    ("a page that is there twice", "</closer>", '</closer><pb n="2"/>'),
    ("received the day before, as far as days tell", "1962-10-28T17:44:00-05:00", "1962-10-27"),
    ("a month only", "1962-10-28T17:44:00-05:00", "1962-09"),
    ("a page number in the header", '<fw type="header" place="top">', '<fw type="header"><fw type="pageNum">2</fw>'),
    ("a header without telegram fields", "<correspDesc>", "<!-- <correspDesc> -->"),
    ("a closer in pieces", "<signed>FINLETTER</signed>", "<gap reason='illegible'/><seg type='initials'>MJA</seg>"),
]


@pytest.mark.parametrize(("why", "old", "new"), HARMLESS, ids=[why for why, _, _ in HARMLESS])
def test_nothing_is_said_of_what_is_harmless(why: str, old: str, new: str) -> None:
    text = mutated("telegram.xml", old, new)
    if "correspDesc" in old:
        text = re.sub(r"<!-- <correspDesc> -->.*?</correspDesc>", "", text, flags=re.DOTALL)
    assert validate(parse(text.encode())) == []


# ------------------------------------------------- the grammar, and its words

MESSAGES = [
    ('place="top">SECRET', 'place="botom">SECRET', "Did you mean 'bottom'?"),
    ('<pb n="1" ', "<pb ", "pb lacks the attribute n (any text)."),
    ("<p>GENERAL", "<p><bold>x</bold>GENERAL", "There is no element bold in teikit's TEI."),
    ("<p>GENERAL", '<p rend="x">GENERAL', "p has no attribute rend here. It may have xml:id, n, xml:lang, corresp."),
    ("<p>GENERAL", "<p><p>x</p>GENERAL", "p is not allowed in p. It is allowed in "),
    ("<closer>", "<closer>MJA ", "closer holds no text of its own here. Put it into one of salute, signed, seg, "),
    ("<opener>", "<p>x</p><opener>", "opener may not come after p in div: it is out of order, or something before it "),
    ('when="1962-10-28T20:00:00+01:00"', 'when="1962-02-30"', 'when="1962-02-30" is not a value for date'),
    ('n="U+000C"', 'n="FF"', "or has a wrong value. Possible: n: the pattern U\\+[0-9A-F]"),
    ("<line>INCOMING TELEGRAM</line>", "<line><hi>x</hi></line>", "hi is not allowed in line."),
    ('type="ocr" resp="#words" cert="high"', 'type="ocr" resp="#words"', "The attributes of corr do not go together"),
    ("<sic>EVA1U</sic>", "", "corr may not come first in choice: it is out of order"),
    ('xmlns="http://www.tei-c.org/ns/1.0"', "", "TEI is not in the namespace of TEI."),
]


@pytest.mark.parametrize(("old", "new", "message"), MESSAGES)
def test_a_breach_of_the_grammar_is_explained(old: str, new: str, message: str) -> None:
    text = mutated("telegram.xml", old, new)
    (fault,) = [fault for fault in validate(parse(text.encode())) if fault.code == "RNG"]
    assert message in fault.message
    lines = zip(text.split("\n"), document("telegram.xml").split("\n"), strict=True)
    changed = next(number for number, (now, before) in enumerate(lines, 1) if now != before)
    assert fault.line is not None and abs(fault.line - changed) <= 1


def test_all_unknown_words_are_named_at_once() -> None:
    text = mutated("telegram.xml", "<p>GENERAL", "<p><x/><y/>GENERAL").replace('type="header"', 'type="head"')
    assert len([fault for fault in validate(parse(text.encode())) if fault.code == "RNG"]) == 3


def test_a_document_of_another_kind_is_one_fault() -> None:
    (fault,) = validate(parse(b"<text/>"))
    assert str(fault).startswith("line 1: error: RNG: text is not in the namespace of TEI. Declare xmlns=")


def test_the_words_of_the_grammar_are_those_of_the_grammar() -> None:
    assert shapes().keys() == RandomDocuments(SCHEMAS / "teikit.rng", seed=1).elements


# ------------------------------------------------------------------- parse()

DOCTYPE = '<!DOCTYPE TEI [<!ENTITY a "{}"><!ENTITY b "&a;&a;&a;&a;">]><TEI>&b;</TEI>'
REFUSED = [
    (b"", "XML-NOT-WELL-FORMED"),
    (b"<TEI>", "XML-NOT-WELL-FORMED"),
    (b"<TEI>\x00</TEI>", "XML-NOT-WELL-FORMED"),
    (b"<TEI/>x", "XML-NOT-WELL-FORMED"),
    (b"<a>" * 300 + b"</a>" * 300, "XML-NOT-WELL-FORMED"),
    (b'<TEI><p xml:id="a"/><p xml:id="a"/></TEI>', "XML-NOT-WELL-FORMED"),
    (b"<TEI>\xe9</TEI>", "XML-ENCODING"),
    (b'<?xml version="1.0" encoding="klingon"?><TEI/>', "XML-ENCODING"),
    (gzip.compress(b"<TEI/>", mtime=0), "IN-COMPRESSED"),
    (b"PK\x03\x04...", "IN-COMPRESSED"),
    (DOCTYPE.format("x").encode(), "XML-DOCTYPE-ENTITIES"),
    (DOCTYPE.format("x").encode("utf-16"), "XML-DOCTYPE-ENTITIES"),
    (b'<!DOCTYPE TEI [<!ENTITY a SYSTEM "file:///etc/hostname">]><TEI>&a;</TEI>', "XML-DOCTYPE-ENTITIES"),
    (b'<!DOCTYPE TEI [<!ENTITY % a SYSTEM "file:///etc/hostname"> %a;]><TEI/>', "XML-DOCTYPE-ENTITIES"),
    (b'<!DOCTYPE TEI [<!ENTITY a "x">]><TEI/>', "XML-DOCTYPE-ENTITIES"),
    (b"<TEI>&eacute;</TEI>", "XML-NOT-WELL-FORMED"),
]


@pytest.mark.parametrize(("data", "code"), REFUSED)
def test_parse_refuses(data: bytes, code: str) -> None:
    with pytest.raises(TeikitError) as caught:
        parse(data)
    assert (caught.value.code, caught.value.exit_code) == (code, ExitCode.INPUT_REFUSED)


def test_parse_says_where() -> None:
    with pytest.raises(TeikitError) as caught:
        parse(b"<TEI>\n<p></TEI>")
    assert caught.value.place == "2:9"


def test_parse_has_a_limit() -> None:
    assert parse(b"<TEI/>", limit=6).tag == "TEI"
    with pytest.raises(TeikitError) as caught:
        parse(b"<TEI/>", limit=5)
    assert (caught.value.code, caught.value.exit_code) == ("LIMIT-SIZE", ExitCode.LIMIT)


def test_parse_fetches_and_includes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.dtd").write_text("<!ELEMENT TEI ANY>", encoding="utf-8")
    (tmp_path / "b.xml").write_text("<p>CANARY</p>", encoding="utf-8")
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{tmp_path}/b.xml"/>'
    root = parse(f'<!DOCTYPE TEI SYSTEM "{tmp_path}/a.dtd"><TEI>{include}</TEI>'.encode())
    assert b"CANARY" not in etree.tostring(root)
    assert root.getroottree().docinfo.externalDTD is None


@pytest.mark.thorough
def test_a_paragraph_of_500_pages_is_valid() -> None:
    """A rule that walks to and fro in it would take minutes."""
    page = '<pb n="{0}"/><fw type="classification">SECRET</fw><fw type="pageNum">-{0}-</fw>'
    line = '<choice><sic>FlT</sic><corr type="ocr" resp="#words" cert="low" evidence="internal">FIT</corr></choice> '
    line += '<lb/>EVALU<lb break="no" rend="hyphen"/>ATION <gap reason="redacted" ana="#b1"/>'
    pages = "".join(page.format(number) + line * 30 for number in range(3, 503))
    root = parse(mutated("telegram.xml", "<floatingText", f"<p>{pages}</p><floatingText").encode())
    assert validate(root) == []


# ------------------------------------------------------------ edited files

ADDED = (
    ("</body>", "</body><back><div><p>INDEX</p></div></back>"),
    ("</editorialDecl>", '<quotation marks="all"><p>Marks are kept.</p></quotation></editorialDecl>'),
    ("<p>", '<p rend="indent"><term key="x">A</term> <choice><abbr>B</abbr><expan>BB</expan></choice>'),
    ("<p>", '<p><persName type="real" role="sender">A</persName><note type="footnote" n="1">See there.</note>'),
    ("<p>", '<p><hi rend="italic">A</hi> <add place="above">B</add><del>C</del> <num value="2">two</num>'),
    ("</standOff>", '<listPerson><person xml:id="people1"><persName>A</persName></person></listPerson></standOff>'),
)
SPOILT = (
    ("<p>", "<p><nothing/>"),
    ("<p>", "<para>A</para><p>"),
    ("<body>", "<body>A"),
    ("</text>", "</text><text/>"),
    ("<p>", '<p xmlns:x="urn:x"><x:y/>'),
    ("<teiHeader>", "<teiHeader><p>A</p>"),
)


def changed(before: str, after: str) -> etree._Element:
    text = document("telegram.xml")
    if before not in text and before == "</standOff>":
        before, after = "</TEI>", f"<standOff>{after.removesuffix(before)}</standOff></TEI>"
    assert before in text
    at = text.index(before, text.index("<body>") if before == "<p>" else 0)
    return parse((text[:at] + after + text[at + len(before) :]).encode())


def grammar_faults(root: etree._Element, edited: bool) -> list[Fault]:
    return [fault for fault in validate(root, edited) if fault.code == "RNG"]


@pytest.mark.parametrize("name", ["corpus.xml", "telegram.xml"])
def test_what_teikit_writes_is_valid_as_an_edited_file(name: str) -> None:
    assert not grammar_faults(parse(document(name).encode()), edited=True)


@pytest.mark.parametrize(("before", "after"), ADDED)
def test_what_people_add_is_valid_in_edited_files_only(before: str, after: str) -> None:
    root = changed(before, after)
    assert not grammar_faults(root, edited=True) and grammar_faults(root, edited=False)


@pytest.mark.parametrize(("before", "after"), SPOILT)
def test_what_is_no_tei_is_not_valid_in_edited_files(before: str, after: str) -> None:
    (fault,) = grammar_faults(changed(before, after), edited=True)
    assert fault.message and fault.line


def test_the_rules_hold_for_edited_files() -> None:
    root = changed("<p>", '<p><supplied reason="redacted" resp="#nobody" evidence="internal" cert="high">A</supplied>')
    assert "T0101" in {fault.code for fault in validate(root, edited=True)}
