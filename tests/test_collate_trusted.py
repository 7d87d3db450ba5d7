"""``collate --trusted``: what was printed elsewhere corrects the releases, and is never corrected itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Teikit
from lxml import etree

from teikit.collation.strays import is_printing_of
from teikit.errors import ExitCode
from teikit.layers.editors_notes import withheld_notes
from teikit.lexicon import Lexicon

TEI = "{http://www.tei-c.org/ns/1.0}"
PRINTED = [
    "The US then opened remarks by emphasizing the seriousness of the situation and the need to get the soonest "
    "reaction of NATO governments to the various points that we would raise and the action we have taken.",
    "The Ambassador then paraphrased the policy contained in our circular and read the statement of the President to "
    "the representatives of the member governments, who promised to report it to their capitals without delay.",
    "The Belgian representative asked whether the quarantine would apply to petroleum and was told that it would not.",
]
RELEASE = """FROM: PARIS
TO: Secretary of State
NO: POLTO 12, OCTOBER 28, 1962

THE US THEN 0PENED REMARKS BY EMPHAS1ZING THE SERI0USNESS 0F THE SITUATI0N AND THE NEED TO
GET THE SOONEST REACTION OF NATO G0VERNMENTS TO THE VARI0US POINTS THAT WE WOULD RAISE AND
THE ACTION WE HAVE TAKFN.

THE AMB THEN PARAPHRASFD THE POLICY CONTAINED IN OUR CIRCULAR AND RFAD THE STATEMENT OF
THE PRFSIDENT TO THE REPRESENTATIVFS OF THE MEMBER GOVERNMENTS, WHO PROMISED TO REPORT IT TO
THEIR CAPITALS WITHOUT DFLAY.

THE BELGIAN RFPRESENTATIVE ASKED WHETHER THE QUARANTINE W0ULD APPLY TO PETROLEUM AND WAS
TOLD THAT IT W0ULD N0T.
"""
DIFFERENT = "The harvest in the northern provinces was poor and the price of bread doubled within a week of rumors."


def volume(*documents: tuple[str, list[str]]) -> str:
    divs = "".join(
        f'<div type="document" xml:id="{name}"><head>{name}. Telegram From the Mission</head>'
        + "".join(f"<p>{text}</p>" for text in texts)
        + f'<note n="1" place="foot" xml:id="{name}fn1">Footnote of {name}.</note></div>'
        for name, texts in documents
    )
    header = "<teiHeader><fileDesc><titleStmt><title>V</title></titleStmt><publicationStmt><p/></publicationStmt>"
    header += "<sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}<text><body>{divs}</body></text></TEI>'


@pytest.fixture
def release(tmp_path: Path) -> Path:
    return write(tmp_path / "release.txt", RELEASE)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def collated(teikit: Teikit, release: Path, trusted: str | Path, *more: str | Path) -> str:
    """The edition with a printing, as text."""
    target = release.parent / "edition.xml"
    ran = teikit("collate", release, *more, "--trusted", trusted, "-o", target)
    assert ran.code == ExitCode.DONE, ran.err
    return target.read_text("utf-8")


def reading(teikit: Teikit, release: Path) -> str:
    return " ".join(teikit("text", release.parent / "edition.xml").out.decode().split())


# ------------------------------------------------------------------ what it corrects


def test_a_printing_in_small_letters_corrects_a_release_in_capitals(release: Path, teikit: Teikit) -> None:
    collated(teikit, release, write(release.parent / "printed.txt", "\n\n".join(PRINTED)))
    text = reading(teikit, release)
    for paragraph in (PRINTED[0], PRINTED[2]):
        assert paragraph.upper() in text


def test_what_was_typed_short_stays_short(release: Path, teikit: Teikit) -> None:
    collated(teikit, release, write(release.parent / "printed.txt", "\n\n".join(PRINTED)))
    assert "THE AMB THEN PARAPHRASED" in reading(teikit, release)


@pytest.mark.parametrize(
    ("typed", "printed", "reads"),
    [
        ("THE GOVT THEN", "the Government then", "THE GOVT THEN"),  # letters in their order, not only the first ones
        ("THE DEPT'S VIEW", "the Department's view", "THE DEPT'S VIEW"),
        ("THE COMMUNIQUE OF", "the communiqué of", "THE COMMUNIQUE OF"),  # a teletype has no accents
        ("WITHOUT DELAY--AND", "without delay—and", "WITHOUT DELAY--AND"),
        ("THE (M19, DUTIES", "the import duties", "THE IMPORT DUTIES"),  # nothing that anybody typed
        ("THE 19 DUTIES", "the import duties", "THE 19 DUTIES"),  # a number may be one
        ("THE STATE DUTIES", "the import duties", "THE STATE DUTIES"),  # another word
    ],
)
def test_what_the_printing_settles(typed: str, printed: str, reads: str, release: Path, teikit: Teikit) -> None:
    release.write_text(release.read_text("utf-8").replace("THE AMB THEN", f"{typed} THE AMB THEN"), "utf-8")
    text = "\n\n".join([PRINTED[0], PRINTED[1].replace("The Amb", f"{printed} the Amb"), PRINTED[2]])
    collated(teikit, release, write(release.parent / "printed.txt", text))
    assert f" {reads} THE AMB THEN" in f" {reading(teikit, release)}"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("THE MOTION WlLL FAIL", "THE MOTION WlLL FAIL"),  # no source has WLLL
        ("THE MOTION WlLL FAIL", "the motion will fail"),
        ("THE MOTION WILL FAIL", "THE MOTION WlLL FAIL"),
        ("THE MOTION WILL FAIL", "The Motion Will Fail"),
    ],
)
def test_nothing_is_corrected_to_what_no_source_has(typed: str, printed: str, release: Path, teikit: Teikit) -> None:
    release.write_text(release.read_text("utf-8").replace("THE AMB THEN", f"{typed}. THE AMB THEN"), "utf-8")
    text = "\n\n".join([PRINTED[0], PRINTED[1].replace("The Amb", f"{printed}. The Amb"), PRINTED[2]])
    tei = collated(teikit, release, write(release.parent / "printed.txt", text))
    assert "WLLL" not in tei and "THE MOTION WILL FAIL." in reading(teikit, release)
    corrections = [corr for corr in etree.fromstring(tei.encode()).iter(f"{TEI}corr") if corr.text == "WILL"]
    assert not [corr for corr in corrections if corr.get("source")]


def test_a_difference_in_case_alone_is_no_correction(release: Path, teikit: Teikit) -> None:
    texts = [text.replace("Belgian", "belgian") for text in PRINTED]
    release.write_text(
        "\n\n".join(texts).replace("petroleum", "Petroleum").replace("would apply", "would aqply"), "utf-8"
    )
    tei = collated(teikit, release, write(release.parent / "printed.txt", "\n\n".join(PRINTED)))
    assert "belgian representative" in reading(teikit, release) and "to Petroleum" in reading(teikit, release)
    corrections = [corr.text for corr in etree.fromstring(tei.encode()).iter(f"{TEI}corr") if corr.get("source")]
    assert corrections == ["apply"]


def test_no_word_of_the_printing_is_changed_and_it_is_no_base(release: Path, teikit: Teikit) -> None:
    misprint = PRINTED[0].replace("emphasizing", "emphazising").replace("situation", "situaton")
    root = etree.fromstring(
        collated(
            teikit, release, write(release.parent / "printed.txt", "\n\n".join([misprint, *PRINTED[1:]] * 2))
        ).encode()
    )
    text = reading(teikit, release)
    assert "FROM: PARIS" in "".join(root.itertext())
    assert "EMPHAZISING" in text
    assert not [corr for corr in root.iter(f"{TEI}corr") if corr.text in ("emphasizing", "situation")]


def test_the_title_of_the_printing_corrects_no_head(release: Path, teikit: Teikit) -> None:
    title = "12. Telegram From the Mission in Pars to the Department of State"
    collated(teikit, release, write(release.parent / "printed.txt", "\n\n".join([title, *PRINTED])))
    assert "PARS" not in reading(teikit, release)


def test_what_a_release_withholds_is_recovered_from_the_printing(release: Path, teikit: Teikit) -> None:
    withheld = "ASKED WHETHER THE QUARANTINE W0ULD APPLY TO PETROLEUM"
    write(release, RELEASE.replace(withheld, "[]"))
    tei = collated(teikit, release, write(release.parent / "printed.txt", "\n\n".join(PRINTED)))
    root = etree.fromstring(tei.encode())
    (supplied,) = (element for element in root.iter(f"{TEI}supplied") if element.get("reason") == "redacted")
    assert "quarantine would apply" in " ".join("".join(supplied.itertext()).split())


# -------------------------------------------------------------------------- gaps


@pytest.mark.parametrize(
    ("note", "unit", "quantity", "extent"),
    [
        ("[2½ lines of source text not declassified]", "line", "2.5", ""),
        ("[2-1/2 lines not declassified]", "line", "2.5", ""),
        ("[1–1/2 lines of source text not declassified]", "line", "1.5", ""),
        ("[½ line not declassified]", "line", "0.5", ""),
        ("[*less than 1 line not declassified*]", "", "", "less than 1 line"),
        ("[less than 1 1ine not declassified]", "", "", "less than 1 1ine"),
        ("[name not declassified]", "", "", "name"),
        ("[2 lines withheld]", "line", "2", ""),
        ("[deleted]", "", "", ""),
        ("[document number not declassified]", "", "", "document number"),
        ("[1 paragraph (3 lines) not declassified]", "paragraph", "1", ""),
        ("[several words not declassified]", "", "", "several words"),
    ],
)
def test_notes_of_editors_are_gaps(note: str, unit: str, quantity: str, extent: str, lexicon: Lexicon) -> None:
    (mark,) = withheld_notes(f"He said {note} and left.", lexicon, "gaps")
    assert (mark.get("unit"), mark.get("quantity"), mark.get("extent")) == (unit, quantity, extent)


@pytest.mark.parametrize("text", ["", "[Omitted here is a paragraph.]", "2 lines not declassified", "[]", "[line 2]"])
def test_other_brackets_are_none(text: str, lexicon: Lexicon) -> None:
    assert not list(withheld_notes(text, lexicon, "gaps"))


def test_gaps_of_the_printing_are_in_the_ledger_and_what_else_it_lacks_is_not(release: Path, teikit: Teikit) -> None:
    printed = [
        PRINTED[0],
        PRINTED[1].replace("and read the statement", "[1½ lines not declassified] statement"),
        PRINTED[2],
    ]
    ledger = release.parent / "withheld.tsv"
    path = write(release.parent / "printed.txt", "\n\n".join(printed))
    ran = teikit("collate", release, "--trusted", path, "-o", release.parent / "edition.xml", "--ledger", ledger)
    assert ran.code == ExitCode.DONE, ran.err
    rows = [line.split("\t") for line in ledger.read_text("utf-8").splitlines() if line.startswith("excision")]
    assert [row[3] for row in rows] == ["printed.txt"]


# ------------------------------------------------------------ the printing of another document


@pytest.mark.parametrize("length", [1, 2])
def test_a_printing_of_another_document_corrects_nothing(release: Path, teikit: Teikit, length: int) -> None:
    second = write(release.parent / "second.txt", RELEASE.replace("TAKFN", "TAKEN"))
    wrong = write(release.parent / "wrong.txt", "\n\n".join([DIFFERENT, DIFFERENT[::-1]][:length]))
    target = release.parent / "edition.xml"
    ran = teikit("collate", release, second, "--trusted", wrong, "-o", target)
    assert f"PRINTING-UNUSED: {wrong.name} was not used: it has no document that is clearly this" in " ".join(
        ran.err.split()
    )
    with_printing = reading(teikit, release)
    assert teikit("collate", release, second, "-o", target, "-f").code == ExitCode.DONE
    assert with_printing == reading(teikit, release)


@pytest.mark.parametrize(
    ("count", "message"),
    [
        (2, "a.txt and b.txt were not used: none of them has a document that is clearly this one"),
        (4, "a.txt, b.txt, c.txt and 1 other were not used: none of them has a document that is clearly this one"),
        (5, "a.txt, b.txt, c.txt and 2 others were not used"),
    ],
)
def test_printings_of_other_documents_are_counted(release: Path, teikit: Teikit, count: int, message: str) -> None:
    wrong = [write(release.parent / f"{name}.txt", DIFFERENT) for name in "abcde"[:count]]
    trusted = [argument for path in wrong for argument in ("--trusted", path)]
    ran = teikit("collate", release, *trusted, "-o", release.parent / "edition.xml")
    assert message in " ".join(ran.err.split())


def test_one_release_and_the_printing_of_another_document_are_no_edition(release: Path, teikit: Teikit) -> None:
    wrong = write(release.parent / "wrong.txt", DIFFERENT)
    ran = teikit("collate", release, "--trusted", wrong, "-o", release.parent / "edition.xml")
    assert "there are no two releases of one telegram here [COLLATE-ALONE]" in ran.err
    assert f"{wrong.name} was not used" in ran.err


FORM = "INCOMING TELEGRAM\nDepartment of State\nSECRET\nFROM: PARIS\nTO: Secretary of State\n"


@pytest.mark.parametrize(
    ("release", "printing", "is_of_it"),
    [
        (FORM, f"{FORM}\n{PRINTED[0]}", False),  # all but the form is withheld, and forms are alike
        (f"{FORM}[1 line withheld]", f"{FORM}\n{DIFFERENT}", False),
        (f"{FORM}\nHARVEST VERY POOR AGAIN", f"{FORM}\n{PRINTED[0]}", False),
        ("", PRINTED[0], False),
        (f"{FORM}\nTOLD THAT IT WOULD NOT.", PRINTED[2], True),
        ("THE BELGIAN REPRESENTATIVE ASKED WHETHER", f"{FORM}\n{PRINTED[2]}", True),
        (RELEASE, "\n".join(PRINTED), True),
        (RELEASE, DIFFERENT, False),
    ],
)
def test_a_printing_has_words_of_the_release(release: str, printing: str, is_of_it: bool, lexicon: Lexicon) -> None:
    assert is_printing_of(printing, [release], lexicon) is is_of_it


# ------------------------------------------------------------------------ volumes


def test_a_document_of_a_volume_is_found_by_what_it_says(release: Path, teikit: Teikit) -> None:
    texts = volume(("d1", [DIFFERENT] * 3), ("d2", PRINTED), ("d3", [DIFFERENT[::-1]] * 3))
    tei = collated(teikit, release, write(release.parent / "volume.xml", texts))
    assert "volume.xml#d2: found in the volume by its text" in tei
    assert "Footnote of d2." in tei
    assert "Footnote of d1." not in tei
    assert PRINTED[0].upper() in reading(teikit, release)


def test_a_document_of_a_volume_may_be_named(release: Path, teikit: Teikit) -> None:
    path = write(release.parent / "volume.xml", volume(("d1", [DIFFERENT] * 3), ("d2", PRINTED)))
    collated(teikit, release, f"{path}#d2")
    assert PRINTED[0].upper() in reading(teikit, release)


def test_a_volume_without_the_telegram_changes_nothing(release: Path, teikit: Teikit) -> None:
    path = write(release.parent / "volume.xml", volume(("d1", [DIFFERENT] * 3), ("d2", [DIFFERENT[::-1]] * 3)))
    second = write(release.parent / "second.txt", RELEASE.replace("TAKFN", "TAKEN"))
    collated(teikit, release, path, second)
    with_volume = reading(teikit, release)
    assert teikit("collate", release, second, "-o", release.parent / "edition.xml", "-f").code == ExitCode.DONE
    assert with_volume == reading(teikit, release)


def test_the_summary_says_which_document_was_found(release: Path, teikit: Teikit) -> None:
    path = write(release.parent / "volume.xml", volume(("d1", [DIFFERENT] * 3), ("d2", PRINTED)))
    ran = teikit("collate", release, "--trusted", path, "-o", release.parent / "edition.xml")
    assert "PRINTING-FOUND: volume.xml#d2" in ran.err


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [("missing.txt", None, "IN-MISSING"), ("empty.txt", "", "IN-EMPTY"), ("broken.xml", "<TEI><text>", "XML")],
)
def test_what_is_no_printing_is_said(release: Path, teikit: Teikit, name: str, text: str | None, code: str) -> None:
    path = release.parent / name
    if text is not None:
        write(path, text)
    ran = teikit("collate", release, "--trusted", path, "-o", release.parent / "edition.xml")
    assert ran.code not in (ExitCode.DONE, ExitCode.BUG)
    assert code in ran.err
    assert "Traceback" not in ran.err


def test_a_printing_named_by_a_document_that_is_not_there_is_said(release: Path, teikit: Teikit) -> None:
    path = write(release.parent / "volume.xml", volume(("d1", [DIFFERENT] * 3), ("d2", PRINTED)))
    ran = teikit("collate", release, "--trusted", f"{path}#d9", "-o", release.parent / "edition.xml")
    assert "TEI-NO-DOCUMENT" in ran.err
