"""``teikit evaluate``: counts, kinds of truths, structure, which files belong together, the table, JSON, the page."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import teikit
from teikit.cli import main
from teikit.errors import ExitCode, Refused, UsageError
from teikit.evaluation.alignment import readings
from teikit.evaluation.differences import PlaceOutcome, differences
from teikit.evaluation.evaluate import evaluate
from teikit.evaluation.page import page
from teikit.evaluation.score import Score, score, total
from teikit.evaluation.structure import MarkedPart, count_parts, parts_of_page, parts_of_tei, parts_of_text
from teikit.evaluation.texts import normalised, plain
from teikit.evaluation.truth import TruthPair, load_truth, pairs

OCR = """\
FROM: LIMA
TO: SECRETARY OF STATE

1. HE SAID THE PROCLDURES ARE SETTLED AND MAY BE USED NOW. NO FURTHER EVALU-
ATION OF THE SITUATI0N IS NEEDED BY THE EMBASSY.

2. THE MINISTER LEFT THIS MORNING FOR THE CAPITAL OF THE PROVINCE.
"""
TRUTH = OCR.replace("PROCLDURES", "PROCEDURES").replace("SITUATI0N", "SITUATION")
PAGE = """\
<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15">
<Page imageFilename="1.png" imageWidth="100" imageHeight="100">
<TextRegion id="r1" type="page-number"><Coords points="0,0 9,0 9,9 0,9"/>
<TextLine id="l1"><Coords points="0,0 9,0 9,9 0,9"/><TextEquiv><Unicode>-2-</Unicode></TextEquiv></TextLine>
</TextRegion>
<TextRegion id="r2" custom="structure {type:paragraph;}"><Coords points="0,10 99,10 99,99 0,99"/>
<TextLine id="l2"><Coords points="0,10 99,10 99,20 0,20"/>
<TextEquiv><Unicode>HE SAID THE PROCEDURES ARE</Unicode></TextEquiv></TextLine>
<TextLine id="l3"><Coords points="0,20 99,20 99,30 0,30"/><TextEquiv><Unicode>SETTLED NOW.</Unicode>
</TextEquiv></TextLine></TextRegion></Page></PcGts>
"""


def comparisons() -> list[object]:
    """The comparisons of ``documents/evaluations.txt``: the three texts and the counts."""
    paragraphs = (ROOT / "tests/documents/evaluations.txt").read_text("utf-8").strip().split("\n\n")[1:]
    cases = [paragraph.split("\n") for paragraph in paragraphs]
    texts = [[title, *("" if line == "." else line for line in lines)] for title, *lines in cases]
    return [pytest.param(*lines, id=title) for title, *lines in texts]


@pytest.mark.parametrize(("truth", "ocr", "output", "counts"), comparisons())
def test_words_are_counted_as_right_mended_or_spoilt(truth: str, ocr: str, output: str, counts: str) -> None:
    named = score(truth, ocr, output)
    shown = {
        "words": named.words,
        "right": named.right_before,
        "changed": named.changed,
        "mended": named.mended,
        "spoilt": named.spoilt,
        "before": named.edits_before,
        "after": named.edits_after,
    }
    assert ", ".join(f"{name} {count}" for name, count in shown.items() if count) == counts


WORDS = st.lists(st.sampled_from(["A", "THE", "CABLE", "CABIE", "|", "5", "TO"]), max_size=12).map(" ".join)


@given(WORDS, WORDS, WORDS)
def test_counts_add_up(truth: str, ocr: str, output: str) -> None:
    counts = score(truth, ocr, output)
    assert counts.mended + counts.spoilt <= counts.changed <= counts.words
    assert counts.right_before <= counts.words == len(truth.split())
    assert score(truth, truth, truth) == Score(characters=len(truth), words=counts.words, right_before=counts.words)
    assert total([counts, counts]) == Score(*(2 * count for count in counts))
    outcomes = [place.outcome for place in differences(truth, ocr, output)]
    assert (PlaceOutcome.SPOILT in outcomes) == (counts.spoilt > 0)
    assert not list(differences(truth, truth, truth))


@given(WORDS, WORDS)
def test_a_reading_is_whole_words_that_stand_there(truth: str, text: str) -> None:
    for reading in readings(truth.split(), text):
        assert text[reading.start : reading.end] == reading.text == reading.text.strip()
        assert not reading.text or f" {reading.text} " in f" {text} "


def test_normalised_is_a_second_figure_beside_exact() -> None:
    truth, output = "“He left – at last”", '"he left - AT LAST"'
    assert score(truth, output, output).edits_before > 0
    assert normalised(truth) == normalised(output)


def test_broken_words_and_gaps_are_no_differences() -> None:
    assert plain("AN EVALU-\nATION OF [...] THE PRO-\r\nUS [  ] PARTY", {"PRO-US"}).split() == [
        "AN", "EVALUATION", "OF", "THE", "PRO-US", "PARTY",
    ]  # fmt: skip


# ----------------------------------------------------------------- truths


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """The TEI of the OCR."""
    path = tmp_path / "out" / "cable.xml"
    path.parent.mkdir()
    path.write_bytes(teikit.convert(OCR.encode(), name="cable.txt").tei)
    return path


def evaluated(truth: str, output: Path, ending: str = ".txt", layer: str = "") -> dict[str, float | None]:
    """The exact rates of a truth against an output."""
    path = output.parent / f"truth{ending}"
    path.write_text(truth, "utf-8")
    return evaluate(TruthPair("cable", path, output), layer).scores["exact"].rates()


def test_a_text_is_a_truth(output: Path) -> None:
    rates = evaluated(TRUTH, output)
    assert rates["cer_before"] and rates["cer_after"] == 0.0 == rates["harm"] and rates["precision"] == 1.0


def test_the_message_alone_is_a_truth(output: Path) -> None:
    rates = evaluated(TRUTH.partition("\n\n")[2], output)
    assert rates["cer_after"] == 0.0 and rates["cer_with_extra_after"]


def test_a_tei_is_a_truth_with_all_its_structure(output: Path) -> None:
    truth = output.parent / "truth.xml"
    truth.write_bytes(teikit.convert(TRUTH.encode(), name="cable.txt").tei)
    result = evaluate(TruthPair("cable", truth, output))
    assert result.scores["exact"].edits_after == 0 < result.scores["exact"].edits_before
    assert {row.kind for row in result.structure} >= {"paragraph", "header field"}
    assert all(row.both == row.true == row.output for row in result.structure)


def test_a_tei_of_other_makers_is_read_as_it_was_written(output: Path) -> None:
    body = TRUTH.partition("\n\n")[2].replace(
        "NEEDED", "<choice><abbr>NEEDED</abbr><expan>NEEDED INDEED</expan></choice>"
    )
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div><p>{body}</p></div></body></text></TEI>'
    assert evaluated(tei.replace("EVALU-\nATION", 'EVALU<lb break="no"/>ATION'), output, ".xml")["cer_after"] == 0.0


def test_a_page_is_a_truth_with_the_types_of_its_regions(tmp_path: Path) -> None:
    assert parts_of_page(etree.fromstring(PAGE)) == [
        MarkedPart("page number", "-2-"),
        MarkedPart("paragraph", "HE SAID THE PROCEDURES ARE SETTLED NOW."),
    ]
    (tmp_path / "truth.xml").write_text(PAGE, "utf-8")
    (tmp_path / "out.xml").write_bytes(teikit.convert(b"-2-\n\nHE SAID THE PROCLDURES ARE\nSETTLED NOW.\n").tei)
    result = evaluate(TruthPair("p", tmp_path / "truth.xml", tmp_path / "out.xml"))
    assert result.scores["exact"].spoilt == 0 and result.scores["exact"].mended == 1
    assert "paragraph" in {row.kind for row in result.structure}


def test_structure_is_found_once_and_by_kind() -> None:
    true = [MarkedPart("stamp", "DECLASSIFIED"), MarkedPart("stamp", "DECLASSIFIED"), MarkedPart("page number", "-2-")]
    there = [MarkedPart("stamp", "DECLASSIFlED"), MarkedPart("catchword", "-2-")]
    assert [tuple(row) for row in count_parts(true, there)] == [("stamp", 2, 1, 1), ("page number", 1, 0, 0)]
    assert parts_of_text("A\n\nB\n\f\nC") == [
        MarkedPart("page", "A\n\nB\n"),
        MarkedPart("page", "\nC"),
        *(MarkedPart("paragraph", text) for text in ("A", "B\n", "\nC")),
    ]
    assert parts_of_text("ONE LINE") == []
    assert parts_of_text("A\n\n[...]\n\f█████\n") == []
    assert parts_of_text("A\n\n[...]\n\fB") == [MarkedPart("page", "A\n\n[...]\n"), MarkedPart("page", "B")]


def test_gaps_are_known_by_their_places() -> None:
    tei = teikit.convert(b"FROM: LIMA\nTO: STATE\n\nTHE SOURCE [ ] SAID THAT HE [ ] HAD LEFT FOR THE COAST.\n").tei
    gaps = [part for part in parts_of_tei(etree.fromstring(tei)) if part.kind == "gap"]
    assert [part.text.strip()[-6:] for part in gaps] == ["SOURCE", "HAT HE"]


# ------------------------------------------------------------- files, folders


def test_files_of_two_folders_belong_together_by_name(
    output: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "truth"
    folder.mkdir()
    (folder / "cable.gt.txt").write_text(TRUTH, "utf-8")
    (folder / "other.txt").write_text(TRUTH, "utf-8")
    belonging, alone = pairs(str(folder), str(output.parent))
    assert [(pair.name, pair.output) for pair in belonging] == [("cable", output)] and alone == ["other.txt"]
    assert main(["evaluate", str(folder), str(output.parent)]) == ExitCode.SOME_FAILED
    assert "other.txt: there is no output for this truth" in capfd.readouterr().err


def test_what_cannot_be_compared_is_said(output: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(Refused):
        pairs(str(empty), str(output.parent))
    (empty / "strange.txt").write_text("A", "utf-8")
    with pytest.raises(UsageError) as caught:
        pairs(str(empty), str(output.parent))
    assert caught.value.code == "EVALUATE-PAIRS"
    assert main(["evaluate", str(tmp_path / "nothing.txt"), str(output)]) == ExitCode.FILE_SYSTEM


def test_the_table_the_json_and_the_page_say_the_same(
    output: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    truth, html = tmp_path / "cable.txt", tmp_path / "pages" / "p.html"
    truth.write_text(TRUTH.replace("THE MINISTER", "THE <MINISTER>"), "utf-8")
    assert main(["evaluate", str(truth), str(output), "--html", str(html)]) == ExitCode.DONE
    table = capfd.readouterr().out
    assert main(["evaluate", str(truth), str(output), "--json"]) == ExitCode.DONE
    data = json.loads(capfd.readouterr().out)
    assert f"{data['total']['exact']['cer_before']:.4f}" in table and "normalised" in table and "paragraph" in table
    written = html.read_text("utf-8")
    assert f"{data['total']['normalised']['wer_after']:.4f}" in written
    assert "&lt;MINISTER&gt;" in written and "<MINISTER>" not in written and "PROC<mark>L</mark>DURES" in written
    assert main(["evaluate", str(truth), str(output), "--html", str(html)]) == ExitCode.DONE  # the same bytes
    html.write_text("mine", "utf-8")
    assert main(["evaluate", str(truth), str(output), "--html", str(html)]) == ExitCode.OUTPUT_EXISTS


def test_the_page_hides_private_numbers_and_runs_no_script(output: Path, tmp_path: Path) -> None:
    truth = tmp_path / "cable.txt"
    truth.write_text(TRUTH.replace("NO FURTHER", "SSN 123-45-6789 NO FURTHER"), "utf-8")
    written = page([evaluate(TruthPair("cable", truth, output))]).decode()
    assert "123-45-6789" not in re.sub("<[^>]*>", "", written) and "<script" not in written


def test_a_truth_with_its_ending_in_capitals_counts(output: Path, tmp_path: Path) -> None:
    truths = tmp_path / "truths"
    truths.mkdir()
    (truths / "CABLE.TXT").write_text(TRUTH)
    (truths / ".hidden.txt").write_text(TRUTH)
    output.rename(output.with_name("CABLE.xml"))
    belonging, alone = pairs(str(truths), str(output.parent))
    assert [pair.name for pair in belonging] == ["CABLE"] and not alone


def test_one_truth_that_cannot_be_read_does_not_stop_the_others(output: Path, tmp_path: Path) -> None:
    folder = tmp_path / "truth"
    folder.mkdir()
    (folder / "cable.txt").write_text(TRUTH, "utf-8")
    (folder / "broken.xml").write_text("<TEI", "utf-8")
    (output.parent / "broken.xml").write_bytes(output.read_bytes())
    run = [sys.executable, "-m", "teikit", "evaluate", str(folder), str(output.parent)]
    done = subprocess.run(run, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == ExitCode.SOME_FAILED and "broken.xml" in done.stderr and "cable" in done.stdout


def test_a_truth_that_is_no_text_is_not_told_of_an_option_that_there_is_not(output: Path, tmp_path: Path) -> None:
    (tmp_path / "cable.txt").write_bytes(bytes(range(128, 256)) * 8)
    with pytest.raises(Refused) as refused:
        load_truth(tmp_path / "cable.txt")
    assert refused.value.code == "IN-BINARY" and "save it as UTF-8" in refused.value.hint


def test_the_page_is_not_written_over_what_was_compared(output: Path, tmp_path: Path) -> None:
    truth = tmp_path / "truth.txt"
    truth.write_bytes(b"THE TEXT")
    for path in (truth, output):
        before = path.read_bytes()
        assert main(["evaluate", str(truth), str(output), "--html", str(path), "--force"]) == ExitCode.USAGE
        assert path.read_bytes() == before


def test_a_page_of_many_differences_stays_small(output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    truth = tmp_path / "cable.txt"
    truth.write_text(TRUTH.replace("MINISTER", "PREMIER").replace("SITUATION", "POSITION"), "utf-8")
    monkeypatch.setattr("teikit.evaluation.page.MOST_OF_ALL", 3)
    result = evaluate(TruthPair("cable", truth, output))
    written = page([result, result]).decode()
    assert "None of them are shown" in written and written.count('data-head="truth"') == 3
    assert 'href="#d2"' in written and 'id="d2"' in written
