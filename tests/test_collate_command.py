"""``teikit collate``: what goes in, what comes out, which exit code says what."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from batches import outputs, rows
from conftest import SAMPLE, Teikit, environment

from teikit.collation.collection import grouped, listed, safe
from teikit.collation.withheld import WithheldRow
from teikit.decisions.check import sources_of
from teikit.errors import ConfigRefused, ExitCode

FULL = """FROM: PARIS
TO: Secretary of State
NO: POLTO 12, OCTOBER 28, 1962

US THEN OPENED REMARKS BY EMPHASIZING SERIOUSNESS OF SITUATION
AND NEED TO GET SOONEST REACTION NATO GOVERNMENTS TO VARIOUS
POINTS THAT WE WOULD RAISE AND ACTION WE HAVE TAKEN. US THEN PARAPHRASED POLICY
CONTAINED CIRC 744. JOHN DOE, 123-45-6789, READ STATEMENT CONTAINED CIRC 788.
"""
EXCISED = FULL.replace("SOONEST REACTION", "[]").replace("JOHN DOE, 123-45-6789,", "[]").replace("CIRC", "CIRCR")
DIFFERENT = """ECONOMIC SITUATION IN PROVINCE REMAINS GRAVE, WITH PRICES OF BREAD AND RICE RISING
EVERY WEEK. MINISTER TOLD REPORTERS THAT HARVEST WOULD BE POOR AGAIN.
"""


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    return write(tmp_path / "in" / "full.txt", FULL), write(tmp_path / "in" / "excised.txt", EXCISED)


def write(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def files(folder: Path) -> list[str]:
    return sorted(outputs(folder))


# -------------------------------------------------------------- one edition


def test_two_releases_become_one_edition(teikit: Teikit, pair: tuple[Path, Path], tmp_path: Path) -> None:
    output = tmp_path / "out" / "edition.xml"
    ran = teikit("collate", *pair, "-o", output)
    assert (ran.code, ran.out) == (0, b"")
    assert "edition: 1 telegram, 2 releases" in ran.err
    assert "2 excisions, 2 of them printed elsewhere" in ran.err
    assert f"written {output}" in ran.err
    assert files(tmp_path / "out") == ["edition.xml"]
    assert teikit("validate", output).code == 0
    assert b"SOONEST REACTION" in teikit("text", output).out
    assert teikit("recover", output, "-o", tmp_path / "again").code == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()} == {
        "full.txt": FULL.encode(),
        "excised.txt": EXCISED.encode(),
    }


def test_releases_keep_their_encoding(teikit: Teikit, tmp_path: Path) -> None:
    """Their TEI states it, for those who read them again."""
    names = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for name, text in zip(names, (FULL, EXCISED), strict=True):
        name.write_bytes(text.replace("PARIS", "PARIS\u2019").encode("cp1252"))
    assert teikit("collate", *names, "-o", tmp_path / "out" / "e.xml", "--encoding", "cp1252").code == 0
    sources, unread = sources_of(tmp_path / "out")
    assert [source.text.count("\u2019") for source in sources] == [1, 1] and not unread


def test_a_packet_holds_several_releases(teikit: Teikit, tmp_path: Path) -> None:
    output = tmp_path / "edition.xml"
    ran = teikit("collate", SAMPLE, "-o", output)
    assert ran.code == 0
    assert "7 of them printed elsewhere" in ran.err
    assert teikit("recover", output).out == SAMPLE.read_bytes()


def test_a_packet_may_come_from_standard_input(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "teikit", "collate", "-", "-o", str(tmp_path / "edition.xml"), "-q"]
    ran = subprocess.run(command, env=environment(), input=SAMPLE.read_bytes(), capture_output=True)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_an_edition_on_standard_input_is_made_from_its_ocr(teikit: Teikit, tmp_path: Path) -> None:
    """The same as from the file: not the corrected text of the TEI, of which the sections are no pages any more."""
    tei = tmp_path / "stdin.xml"
    tei.write_bytes(teikit("convert", SAMPLE).out)
    first, second = tmp_path / "first" / "edition.xml", tmp_path / "second" / "edition.xml"
    assert teikit("collate", tei, "-o", first).code == 0
    command = [sys.executable, "-m", "teikit", "collate", "-", "-o", str(second)]
    ran = subprocess.run(command, env=environment(), input=tei.read_bytes(), capture_output=True)
    assert ran.returncode == 0, ran.stderr
    assert second.read_bytes() == first.read_bytes()


def test_releases_may_have_one_name_in_several_folders(teikit: Teikit, tmp_path: Path) -> None:
    paths = [write(tmp_path / year / "ocr.txt", text) for year, text in (("1988", EXCISED), ("2023", FULL))]
    assert teikit("collate", *paths, "-o", tmp_path / "edition.xml", "-v").code == 0
    assert teikit("recover", tmp_path / "edition.xml", "-o", tmp_path / "again").code == 0
    assert files(tmp_path / "again") == ["1988/ocr.txt", "2023/ocr.txt"]


def test_quiet_says_nothing(teikit: Teikit, pair: tuple[Path, Path], tmp_path: Path) -> None:
    assert teikit("collate", *pair, "-o", tmp_path / "edition.xml", "-q") == (0, b"", "")


def test_strict_says_that_a_person_is_needed(teikit: Teikit, pair: tuple[Path, Path], tmp_path: Path) -> None:
    assert teikit("collate", *pair, "-o", tmp_path / "edition.xml", "--strict").code == 0
    pair[1].write_text(EXCISED.replace("OCTOBER 28", "OCTOBER 20"))
    ran = teikit("collate", *pair, "-o", tmp_path / "other.xml", "--strict")
    assert ran.code == ExitCode.FINDINGS
    assert "undecided" in ran.err
    assert (tmp_path / "other.xml").exists()


def test_a_public_edition_has_no_numbers_and_no_ocr(teikit: Teikit, pair: tuple[Path, Path], tmp_path: Path) -> None:
    output, ledger = tmp_path / "edition.xml", tmp_path / "ledger.tsv"
    assert teikit("collate", *pair, "-o", output, "--ledger", ledger, "--public").code == 0
    assert b"123-45-6789" not in output.read_bytes() + ledger.read_bytes()
    assert b"JOHN DOE, [private]," in ledger.read_bytes()
    ran = teikit("recover", output)
    assert (ran.code, ran.out) == (ExitCode.INPUT_REFUSED, b"")
    assert "RECOVER-REFERENCED" in ran.err


def test_each_release_is_written_as_a_document_of_its_own(
    teikit: Teikit, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    output, folder = tmp_path / "out" / "edition.xml", tmp_path / "out" / "releases"
    pair[0].write_text(FULL.replace("POINTS THAT", "POINTS TMA1"))
    assert teikit("collate", *pair, "-o", output, "--releases", folder).code == 0
    assert files(tmp_path / "out") == ["edition.xml", "releases/edition.R1.xml", "releases/edition.R2.xml"]
    texts = [b" ".join(teikit("text", path).out.split()) for path in sorted(folder.iterdir())]
    assert [b"SOONEST REACTION" in text for text in texts] == [True, False]
    assert all(b"POINTS THAT WE" in text for text in texts)
    fuller, excised = (path.read_text() for path in sorted(folder.iterdir()))
    assert 'source="#R2">THAT</corr>' in fuller
    assert '<bibl xml:id="R2">' in fuller
    assert "<listApp" not in fuller + excised
    assert '<gap reason="redacted"' in excised
    assert teikit("validate", folder).code == 0
    assert teikit("recover", folder / "edition.R2.xml").out == EXCISED.encode()


def test_the_releases_of_a_packet_give_it_back_together(teikit: Teikit, tmp_path: Path) -> None:
    assert teikit("collate", SAMPLE, "-o", tmp_path / "edition.xml", "--releases", tmp_path / "releases").code == 0
    releases = sorted((tmp_path / "releases").iterdir())
    assert [path.name for path in releases] == [
        f"edition.{id}.xml" for id in ("t1.R1", "t1.R2", "t2.R1", "t2.R2", "t3.R1")
    ]
    assert teikit("recover", *releases).out == SAMPLE.read_bytes()


def test_public_releases_have_no_numbers_and_no_ocr(teikit: Teikit, pair: tuple[Path, Path], tmp_path: Path) -> None:
    folder = tmp_path / "releases"
    assert teikit("collate", *pair, "-o", tmp_path / "edition.xml", "--releases", folder, "--public").code == 0
    assert b"123-45-6789" not in b"".join(path.read_bytes() for path in folder.iterdir())
    assert teikit("validate", folder).code == 0


def test_releases_that_are_asked_for_later_are_made(teikit: Teikit, tmp_path: Path) -> None:
    for name, text in (("a", FULL), ("b", EXCISED)):
        write(tmp_path / "in" / "104-10001-10001" / f"{name}.txt", text)
    assert teikit("collate", tmp_path / "in", "-o", tmp_path / "out").code == 0
    assert (
        teikit("collate", tmp_path / "in", "-o", tmp_path / "out", "--releases", tmp_path / "rel", "--force").code == 0
    )
    assert len(files(tmp_path / "rel")) == 2


def test_the_page_shows_what_was_recovered_and_no_private_number(
    teikit: Teikit, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    page = tmp_path / "pages" / "edition.html"
    assert teikit("collate", *pair, "-o", tmp_path / "edition.xml", "--html", page).code == 0
    assert page.read_bytes().lower().startswith(b"<!doctype html>")
    assert b"SOONEST REACTION" in page.read_bytes()
    assert b"123-45-6789" not in page.read_bytes()


# --------------------------------------------------------------------- ledger


def test_the_ledger_as_a_table(teikit: Teikit, tmp_path: Path) -> None:
    ledger = tmp_path / "withheld.tsv"
    assert teikit("collate", SAMPLE, "-o", tmp_path / "edition.xml", "--ledger", ledger).code == 0
    lines = ledger.read_text("utf-8").split("\n")
    assert lines.pop() == ""
    assert lines[0].split("\t") == list(WithheldRow._fields)
    assert {line.count("\t") for line in lines} == {len(WithheldRow._fields) - 1}
    table = list(csv.DictReader(io.StringIO("\n".join(lines)), delimiter="\t", quoting=csv.QUOTE_NONE))
    excisions = [row for row in table if row["row"] == "excision"]
    assert [row["id"] for row in excisions if row["text"]] == [
        "t1.x2.1", "t1.x2.2", "t1.x2.3", "t2.x2.1", "t2.x2.2", "t2.x2.3", "t2.x2.4",
    ]  # fmt: skip
    first = next(row for row in excisions if row["id"] == "t1.x2.1")
    assert first["telegram"] == "POLTO CIRCULAR 12, section 1 of 11"
    assert (first["release"], first["released"], first["page"]) == ("t1.R2", "1988-03-12", "2")
    assert (first["printed_by"], first["printed_released"]) == ("t1.R1", "1988-03-30")
    assert first["place"].startswith("polto-circular-12.txt:427:")
    assert int(first["words"]) == len(first["text"].split())
    assert int(first["characters"]) == len(first["text"])
    assert first["exemption"] and first["claims"] and first["grounds"]
    assert first["certainty"] == "high"


@pytest.mark.parametrize("kind", ["page", "release", "document", "exemption"])
def test_the_sums_of_the_ledger_add_up(teikit: Teikit, tmp_path: Path, kind: str) -> None:
    ledger = tmp_path / "withheld.json"
    assert teikit("collate", SAMPLE, "-o", tmp_path / "edition.xml", "--ledger", ledger).code == 0
    withheld = json.loads(ledger.read_bytes())
    assert sorted(withheld) == ["excisions", "totals"]
    assert all(list(row) == list(WithheldRow._fields) for row in [*withheld["excisions"], *withheld["totals"]])
    sums = [row for row in withheld["totals"] if row["row"] == kind]
    assert sums
    for field in ("excisions", "recovered", "words", "lines", "characters"):
        assert sum(row[field] for row in sums) == sum(row[field] or 0 for row in withheld["excisions"]), field


def test_both_ledgers_say_the_same(teikit: Teikit, pair: tuple[Path, Path], tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.tsv", "a.json")]
    for path in paths:
        assert teikit("collate", *pair, "-o", tmp_path / f"{path.suffix[1:]}.xml", "--ledger", path).code == 0
    table = [line.split("\t") for line in paths[0].read_text("utf-8").splitlines()[1:]]
    document = json.loads(paths[1].read_bytes())
    rows = [
        ["" if value is None else str(value) for value in row.values()] for some in document.values() for row in some
    ]
    assert table == rows


@pytest.mark.parametrize(
    "name",
    [
        "a\tb.txt",
        "a\x1b[31m.txt",
        "a\nb.txt",
    ],
    ids=repr,
)
def test_no_name_breaks_the_table(teikit: Teikit, tmp_path: Path, name: str) -> None:
    paths = [write(tmp_path / "in" / file_name, text) for file_name, text in ((name, FULL), ("c.txt", EXCISED))]
    ledger = tmp_path / "ledger.tsv"
    ran = teikit("collate", *paths, "-o", tmp_path / "edition.xml", "--ledger", ledger)
    assert ran.code == 0
    assert "\x1b" not in ran.err
    assert b"\x1b" not in ledger.read_bytes()
    assert {line.count("\t") for line in ledger.read_text("utf-8").splitlines()} == {len(WithheldRow._fields) - 1}


# ---------------------------------------------------------------- collections


def test_a_folder_of_folders(teikit: Teikit, tmp_path: Path) -> None:
    """Each folder holds the releases of one record; one of which there is but one release is named and left out."""
    for name, text in (("a/1988.txt", EXCISED), ("a/2023.txt", FULL), ("b/x.txt", DIFFERENT), ("b/y.txt", DIFFERENT)):
        write(tmp_path / "in" / name, text)
    write(tmp_path / "in" / "alone" / "x.txt", FULL)
    ledger = tmp_path / "ledger.tsv"
    ran = teikit("collate", tmp_path / "in", "-o", tmp_path / "out", "--ledger", ledger)
    assert ran.code == 0
    assert "2 records collated: 2 documents, 4 releases" in ran.err
    assert "1 record of one release only left out (alone)" in ran.err
    assert rows(tmp_path / "out") == [("a", "done"), ("alone", "alone"), ("b", "done")]
    assert files(tmp_path / "out") == ["a.xml", "b.xml"]
    assert b"SOONEST REACTION" in ledger.read_bytes()


def test_a_folder_of_record_numbers(teikit: Teikit, tmp_path: Path) -> None:
    for name, text in (
        ("104-10014-10067-2022.txt", EXCISED),
        ("104-10014-10067-2025.txt", FULL),
        ("124-90019-10001_a.txt", DIFFERENT),
        ("124-90019-10001_b.txt", DIFFERENT),
    ):
        write(tmp_path / "in" / name, text)
    assert teikit("collate", tmp_path / "in", "-o", tmp_path / "out", "-q").code == 0
    assert files(tmp_path / "out") == ["104-10014-10067.xml", "124-90019-10001.xml"]


def test_pages_of_a_collection(teikit: Teikit, tmp_path: Path) -> None:
    for folder in "ab":
        for name, text in (("x.txt", FULL), ("y.txt", EXCISED)):
            write(tmp_path / "in" / folder / name, text)
    assert teikit("collate", tmp_path / "in", "-o", tmp_path / "out", "--html", tmp_path / "html").code == 0
    assert files(tmp_path / "html") == ["a.html", "b.html", "index.html", "opened-1.html"]


def test_a_list_of_pairs(teikit: Teikit, pair: tuple[Path, Path], tmp_path: Path) -> None:
    listing = write(tmp_path / "in" / "pairs.tsv", "# name, releases\n\nPOLTO 12/1\tfull.txt\texcised.txt\r\n")
    ran = teikit("collate", "--pairs", listing, "-o", tmp_path / "out")
    assert ran.code == 0
    assert files(tmp_path / "out") == ["POLTO-12-1.xml"]


def test_inputs_beside_a_list_are_refused(teikit: Teikit, pair: tuple[Path, Path], tmp_path: Path) -> None:
    listing = write(tmp_path / "in" / "pairs.tsv", "POLTO 12/1\tfull.txt\texcised.txt\n")
    ran = teikit("collate", "--pairs", listing, pair[0], "-o", tmp_path / "out")
    assert ran.code == 2 and "[USAGE-PAIRS]" in ran.err and not (tmp_path / "out").exists()


@pytest.mark.parametrize("line", ["alone", "name\tfull.txt", "name\tfull.txt\t", "name full.txt excised.txt"])
def test_a_bad_line_in_a_list(teikit: Teikit, pair: tuple[Path, Path], tmp_path: Path, line: str) -> None:
    listing = write(tmp_path / "in" / "pairs.tsv", f"good\tfull.txt\texcised.txt\n{line}\n")
    ran = teikit("collate", "--pairs", listing, "-o", tmp_path / "out")
    assert ran.code == ExitCode.CONFIGURATION
    assert ran.err.startswith(f"{listing}:2: ")
    assert "PAIRS-LINE" in ran.err
    assert not (tmp_path / "out").exists()
    with pytest.raises(ConfigRefused):
        listed(listing)


def test_names_that_are_alike_for_a_file_system(tmp_path: Path) -> None:
    for folder in ("x/Rec", "y/rec"):
        for name in "ab":
            write(tmp_path / folder / f"{name}.txt", FULL)
    assert [group.name for group in grouped([str(tmp_path)])[0]] == ["Rec", "rec-2"]


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("POLTO 12/1", "POLTO-12-1"),
        ("../../etc/passwd", "etc-passwd"),
        (".hidden", "hidden"),
        ("", "edition"),
        ("\x1b[31m", "31m"),
        ("a" * 500, "a" * 120),
        ("104-10014-10067", "104-10014-10067"),
    ],
)
def test_a_name_is_safe_for_a_file(name: str, made: str) -> None:
    assert safe(name) == made


def test_one_bad_record_does_not_stop_the_others(teikit: Teikit, tmp_path: Path) -> None:
    for name, text in (("a/x.txt", FULL), ("a/y.txt", EXCISED), ("b/x.txt", FULL), ("b/y.txt", "")):
        write(tmp_path / "in" / name, text)
    write(tmp_path / "in" / "b" / "y.txt", b"\x1f\x8b" * 90)
    ran = teikit("collate", tmp_path / "in", "-o", tmp_path / "out")
    assert ran.code == ExitCode.SOME_FAILED
    assert "1 record collated" in ran.err
    assert f"1 record failed:\n  {tmp_path}/in/b/y.txt [IN-COMPRESSED]" in ran.err
    assert files(tmp_path / "out") == ["a.xml"]


# ------------------------------------------------------------------- refusals


def test_nothing_is_collated_with_itself_alone(teikit: Teikit, tmp_path: Path) -> None:
    ran = teikit("collate", write(tmp_path / "one.txt", FULL), "-o", tmp_path / "edition.xml")
    assert ran.code == ExitCode.INPUT_REFUSED
    assert "COLLATE-ALONE" in ran.err
    assert not (tmp_path / "edition.xml").exists()


def test_the_same_file_is_no_second_release(teikit: Teikit, tmp_path: Path) -> None:
    path = write(tmp_path / "one.txt", FULL)
    ran = teikit("collate", path, path, "-o", tmp_path / "edition.xml")
    assert ran.code == ExitCode.INPUT_REFUSED
    assert f"{path}: the same file was named twice [COLLATE-ALONE]" in ran.err


def test_unrelated_texts_are_not_collated_as_one(teikit: Teikit, tmp_path: Path) -> None:
    """Each word stands in one of the texts alone."""
    words = [[f"{letter}{number:03}" for number in range(90)] for letter in ("QU", "ZE", "WO")]
    texts = [write(tmp_path / f"{name}.txt", " ".join(own) + "\n") for name, own in zip("abc", words, strict=True)]
    ran = teikit("collate", *texts, "-o", tmp_path / "edition.xml")
    assert ran.code == ExitCode.INPUT_REFUSED
    assert "there are no two releases of one telegram here [COLLATE-ALONE]" in ran.err
    assert "differ only in the year of release" in " ".join(ran.err.split())
    texts.append(write(tmp_path / "d.txt", texts[0].read_text("utf-8")))
    ran = teikit("collate", *texts, "-o", tmp_path / "edition.xml")
    assert "3 documents, 4 releases" in ran.err
    assert ran.err.count("RELEASE-ALONE") == 2


def test_a_missing_release_is_an_error(teikit: Teikit, pair: tuple[Path, Path], tmp_path: Path) -> None:
    ran = teikit("collate", pair[0], tmp_path / "none.txt", "-o", tmp_path / "edition.xml")
    assert ran.code == ExitCode.FILE_SYSTEM
    assert ran.err == f"{tmp_path}/none.txt: there is no such file or folder [IN-MISSING]\n  Check the name.\n"


def test_what_is_there_already(teikit: Teikit, pair: tuple[Path, Path], tmp_path: Path) -> None:
    output = tmp_path / "edition.xml"
    assert teikit("collate", *pair, "-o", output).code == 0
    assert "unchanged" in teikit("collate", *pair, "-o", output).err
    output.write_bytes(b"mine")
    assert teikit("collate", *pair, "-o", output).code == ExitCode.OUTPUT_EXISTS
    assert output.read_bytes() == b"mine"
    assert "replaced" in teikit("collate", *pair, "-o", output, "--force").err


@pytest.mark.parametrize("option", ["-o", "--ledger", "--html"])
def test_an_input_is_never_written_over(teikit: Teikit, pair: tuple[Path, Path], tmp_path: Path, option: str) -> None:
    same = pair[1].with_name("same.tsv")
    same.hardlink_to(pair[1])
    options = {"-o": tmp_path / "edition.xml", option: same}
    ran = teikit("collate", *pair, *(part for option in options.items() for part in option), "--force")
    assert ran.code == ExitCode.USAGE
    assert "USAGE-SAME-FILE" in ran.err
    assert pair[1].read_bytes() == EXCISED.encode()


@pytest.mark.parametrize("option", ["--ledger", "--html", "--report"])
def test_an_input_outside_the_output_folder_is_not_written_over(teikit: Teikit, tmp_path: Path, option: str) -> None:
    names = [write(tmp_path / "in" / "full.tsv", FULL), write(tmp_path / "in" / "excised.tsv", EXCISED)]
    ran = teikit("collate", *names, "-o", tmp_path / "out" / "e.xml", option, names[0], "--force")
    assert (ran.code, names[0].read_text()) == (ExitCode.USAGE, FULL)
    assert "USAGE-SAME-FILE" in ran.err and not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "name"),
    [
        (("--html", "out/e.xml"), "out/e.xml"),
        (("--report", "out/e.xml"), "out/e.xml"),
        (("--ledger", "same.tsv", "--report", "same.tsv"), "same.tsv"),
        (("--html", "same.tsv", "--report", "./same.tsv"), "./same.tsv"),
    ],
)
def test_two_outputs_of_one_name_are_refused(
    teikit: Teikit,
    pair: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    name: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = teikit("collate", *pair, "-o", "out/e.xml", *options, "--force")
    assert ran.code == ExitCode.USAGE
    assert ran.err.startswith(f"{name}: two outputs would have this name [USAGE-SAME-FILE]")
    assert not (tmp_path / "out").exists() and not (tmp_path / "same.tsv").exists()


def test_a_list_of_records_is_not_written_over(teikit: Teikit, pair: tuple[Path, Path], tmp_path: Path) -> None:
    listing = write(tmp_path / "pairs.tsv", f"a\t{pair[0]}\na\t{pair[1]}\n")
    before = listing.read_bytes()
    ran = teikit("collate", "--pairs", listing, "-o", tmp_path / "out", "--ledger", listing, "--force")
    assert (ran.code, listing.read_bytes()) == (ExitCode.USAGE, before)


def test_an_input_in_the_folder_of_the_editions_is_not_written_over(teikit: Teikit, tmp_path: Path) -> None:
    """The name of an edition may be that of one of its inputs."""
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><p>{FULL}</p></body></text></TEI>'
    release = write(tmp_path / "a" / "a.xml", tei)
    write(tmp_path / "a" / "b.txt", EXCISED)
    ran = teikit("collate", tmp_path / "a", "-o", tmp_path / "a", "--force")
    assert (ran.code, release.read_bytes()) == (ExitCode.USAGE, tei.encode())


@pytest.mark.parametrize(
    ("arguments", "code", "printed"),
    [
        (("FULL", "EXCISED"), 2, "-o"),
        (("FULL", "EXCISED", "-o", "OUT", "--ledger", "ledger.csv"), 2, "USAGE-LEDGER"),
        (("FULL", "EXCISED", "-o", "OUT", "--without", "hyphen"), 2, "Did you mean 'hyphens'?"),
        (("FULL", "EXCISED", "-o", "FOLDER"), 2, "USAGE-OUTPUT"),
        (("FULL", "EXCISED", "-o", "NEW"), 2, "looks like a folder"),
        (("-o", "OUT"), 3, "IN-NOTHING"),
        (("FOLDER", "-o", "FOLDER"), 3, "IN-NOTHING"),
        (("--pairs", "none.tsv", "-o", "FOLDER"), 5, "none.tsv"),
    ],
)
def test_wrong_usage_is_refused_and_nothing_is_written(
    teikit: Teikit, pair: tuple[Path, Path], tmp_path: Path, arguments: tuple[str, ...], code: int, printed: str
) -> None:
    (tmp_path / "folder").mkdir()
    names = {"FULL": pair[0], "EXCISED": pair[1], "OUT": tmp_path / "out.xml"}
    names |= {"FOLDER": tmp_path / "folder", "NEW": tmp_path / "new"}
    ran = teikit("collate", *(names.get(argument, argument) for argument in arguments))
    assert (ran.code, ran.out) == (code, b"")
    assert printed in ran.err
    assert not (tmp_path / "out.xml").exists()


# ----------------------------------------------------------------- again, the same


@pytest.mark.thorough
def test_the_same_bytes_each_time_and_whatever_the_hash_seed(pair: tuple[Path, Path], tmp_path: Path) -> None:
    made = []
    for seed in ("0", "1", "4711"):
        folder = tmp_path / seed
        outputs = [folder / "edition.xml", folder / "ledger.tsv"]
        arguments = map(str, (*pair, SAMPLE, "-o", outputs[0], "--ledger", outputs[1]))
        command = [sys.executable, "-m", "teikit", "collate", *arguments]
        subprocess.run(command, check=True, env={**environment(), "PYTHONHASHSEED": seed}, capture_output=True)
        made.append([output.read_bytes() for output in outputs])
    assert made[0] == made[1] == made[2]
