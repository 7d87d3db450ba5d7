"""What programs use: the functions, what they take and give, passes of one's own, the pages that describe them."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, SAMPLE, Teikit, commands_and_actions, environment

import teikit as library
from teikit.core import Draft, Edit, Mark, Span
from teikit.errors import ExitCode, FileSystemError, Refused, TeikitError, UsageError
from teikit.lexicon import Lexicon

CABLE = "SECRET\n\nFROM: PARIS\nTO: Secretary of State\nNO: POLTO 12, OCTOBER 28, 1962\n\nGYN HAS EVALU-\nATION.\n"
EXCISED = "FROM: PARIS\nTO: Secretary of State\nNO: POLTO 12\n\nUS ASKED FOR [] OF ALL NATO GOVERNMENTS AND AGREED.\n"
PRINTED = EXCISED.replace("[]", "THE SOONEST REACTION")
PYTHON = (ROOT / "docs" / "python.md").read_text("utf-8")
SCRIPTS = re.findall(r"```python\n(.*?)```", PYTHON, re.DOTALL)


def gvn(draft: Draft, lexicon: Lexicon) -> Iterator[Edit]:
    """Read GYN as GVN."""
    for match in re.finditer("GYN", draft.text):
        yield Edit(Span(*match.span()), "GVN", "gvn")


# ------------------------------------------------------------------- the pages


@pytest.mark.parametrize("number", range(5))
@pytest.mark.thorough
def test_the_five_scripts_run_and_are_short(number: int, tmp_path: Path) -> None:
    script = SCRIPTS[number]
    assert len([line for line in script.splitlines() if line.strip()]) <= 5
    for name, text in (("cable.txt", CABLE), ("1988.txt", EXCISED), ("2023.txt", PRINTED)):
        (tmp_path / name).write_text(text, "utf-8")
    if "reading_text" in script:
        library.convert(tmp_path / "cable.txt").write(tmp_path / "cable.xml")
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment(), capture_output=True, text=True
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    expected = ("US EVALUATION", "hyphens - \n", "", "THE SOONEST REACTION", "HAS EVALUATION.")[number]
    assert expected.split()[0] in ran.stdout if expected else b">GVN<" in (tmp_path / "cable.xml").read_bytes()


@pytest.mark.parametrize("given", [3, None])
@pytest.mark.parametrize("function", ["convert", "correct", "read", "encode", "validate", "reading_text", "recover"])
def test_a_value_of_a_wrong_type_is_a_type_error(function: str, given: object) -> None:
    with pytest.raises(TypeError, match=f"is needed, not {type(given).__name__}"):
        getattr(library, function)(given)


@pytest.mark.parametrize("function", ["convert", "read", "validate", "reading_text", "recover"])
def test_an_empty_string_names_no_file(function: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cable.txt").write_text(CABLE, "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileSystemError, match="IN-MISSING"):
        getattr(library, function)("")
    assert str(library.correct("")) == ""


@pytest.mark.parametrize("blank", [b"", b"  \n", "\n"])
def test_an_empty_text_is_refused_unless_it_is_to_be_kept(blank: str | bytes) -> None:
    with pytest.raises(Refused, match="IN-EMPTY"):
        library.convert(blank)
    assert library.convert(blank, empty="keep").documents


def test_half_a_character_and_no_release_at_all_are_refused() -> None:
    with pytest.raises(Refused, match="IN-SURROGATE"):
        library.convert("A\nB\ud800")
    with pytest.raises(Refused, match="IN-NOTHING"):
        library.collate([])


def test_there_are_five_scripts() -> None:
    assert len(SCRIPTS) == 5


def test_the_reference_is_that_of_the_docstrings() -> None:
    """When this fails: python tools/build_reference.py"""
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        from build_reference import reference
    finally:
        sys.path.pop(0)
    assert (ROOT / "docs" / "reference.md").read_text("utf-8") == reference()


def test_the_manual_page_is_that_of_the_parser() -> None:
    """When this fails: python tools/build_manpage.py"""
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        from build_manpage import TARGET, escaped, manpage
    finally:
        sys.path.pop(0)
    page = manpage()
    assert TARGET.read_text("utf-8") == page
    for name, command in commands_and_actions().items():
        assert f'"teikit {name} ' in page
        options = {option for action in command._actions for option in action.option_strings} - {"-h", "--help"}
        assert all(escaped(option) in page for option in options)
    assert escaped(".a c-d\\e") == "\\&.a c\\-d\\ee"


def test_names_are_there_and_no_module_has_the_name_of_a_function() -> None:
    assert set(library.__all__) <= set(dir(library))
    for name in library.__all__:
        assert getattr(library, name) is not None
        assert not (ROOT / "teikit" / name).exists() and not (ROOT / "teikit" / f"{name}.py").exists()
    with pytest.raises(AttributeError, match="no attribute 'convrt'"):
        _ = library.convrt


def test_the_package_itself_imports_next_to_nothing() -> None:
    program = "import sys; before = set(sys.modules); import teikit; print(*sorted(set(sys.modules) - before))"
    ran = subprocess.run([sys.executable, "-c", program], env=environment(), capture_output=True, text=True)
    loaded = [name for name in ran.stdout.split() if name.startswith("teikit") or name in ("lxml", "regex", "logging")]
    assert loaded == ["teikit", "teikit.errors", "teikit.wording"]


# --------------------------------------------------------------- what is given


def test_bytes_paths_and_strings_give_the_same(tmp_path: Path) -> None:
    path = tmp_path / "cable.txt"
    path.write_text(CABLE, "utf-8")
    same = [library.convert(given, name="cable.txt").tei for given in (path, str(path), CABLE, CABLE.encode())]
    same += [library.convert(library.read(path)).tei, library.encode(library.correct(path)).tei]
    same += [library.encode(library.correct(path).draft).tei]
    same += [library.encode(library.correct(path), options=library.Options()).tei]
    assert len(set(same)) == 1
    assert library.recover(same[0]) == CABLE.encode()


@pytest.mark.parametrize("is_draft", [False, True])
def test_a_corrected_text_is_encoded_with_options_as_one_value(is_draft: bool) -> None:
    corrected = library.correct(CABLE, certainty="high")
    silent = library.encode(corrected.draft if is_draft else corrected, options=library.Options(profile="silent")).tei
    assert silent == library.encode(corrected, profile="silent").tei != library.encode(corrected).tei


@pytest.mark.thorough
def test_the_command_gives_the_same(teikit: Teikit, tmp_path: Path) -> None:
    assert teikit("convert", SAMPLE).out == library.convert(SAMPLE).tei
    assert teikit("convert", SAMPLE, "--profile", "silent").out == library.convert(SAMPLE, profile="silent").tei
    assert teikit("collate", SAMPLE, "-o", tmp_path / "edition.xml", "--html", tmp_path / "page.html").code == 0
    edition = library.collate(SAMPLE)
    assert (tmp_path / "edition.xml").read_bytes() == edition.tei
    assert teikit("text", tmp_path / "edition.xml").out.decode() == edition.text


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_string_with_a_line_end_is_a_text(end: str) -> None:
    text = f"FROM: PARIS{end}TO: Secretary of State{end}"
    assert library.recover(library.convert(text).tei) == text.encode()


def test_a_hyphen_names_a_file_as_any_string_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileSystemError, match="IN-MISSING"):
        library.convert("-")
    (tmp_path / "-").write_text(CABLE, "utf-8")
    assert library.recover(library.convert("-").tei) == CABLE.encode()


def test_a_layer_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageError, match="layer='boddy' is not one of body, all"):
        library.reading_text(library.convert(CABLE).tei, layer="boddy")


def test_a_text_of_one_line_is_no_name_in_silence(tmp_path: Path) -> None:
    with pytest.raises(FileSystemError, match="To give a text of one line, use bytes"):
        library.convert("GENERAL US EVALUATION")
    with pytest.raises(FileSystemError) as missing:
        library.convert(tmp_path / "cable.txt")  # a path is no text
    assert "bytes" not in missing.value.hint
    with pytest.raises(UsageError, match="USAGE-FOLDER"):
        library.read(tmp_path)
    assert str(library.correct("GENERAL US EVALUATION")) == "GENERAL US EVALUATION"
    assert library.read(b"GENERAL US EVALUATION").text == "GENERAL US EVALUATION"


def test_a_string_may_hold_what_utf8_cannot() -> None:
    text = os.fsdecode(b"SECRET\nCAF\xe9\n")
    assert library.recover(library.convert(text).tei) == b"SECRET\nCAF\xe9\n"


def test_options_are_those_of_the_command_line(tmp_path: Path) -> None:
    words = tmp_path / "mine.txt"
    words.write_text("GYN\tGVN\n", "utf-8")
    lexicon = library.load("us")
    for options in ({"words": words}, {"options": library.Options(words=(str(words),))}):
        assert "GVN HAS" in library.correct(CABLE, lexicon=lexicon, **options).text
    with pytest.raises(UsageError, match="Did you mean 'profile'"):
        library.convert(CABLE, profil="silent")
    with pytest.raises(UsageError, match="Did you mean 'hyphens'"):
        library.convert(CABLE, without="hyphen")
    assert "EVALU-\nATION" in library.correct(CABLE, without=["hyphens", "words"]).text


# -------------------------------------------------------------- what comes back


def test_a_correction_says_all_that_is_known() -> None:
    (correction,) = library.correct("HE SAID THE PROCLDURES ARE SETTLED AND MAY BE USED NOW.\n").corrections
    assert (correction.before, correction.after, correction.rule) == ("PROCLDURES", "PROCEDURES", "words")
    assert (correction.document, correction.line, correction.column) == ("text", 1, 13)
    assert (correction.start, correction.end) == (12, 22)
    assert (
        correction.chance
        and correction.harm is not None
        and f"chance {correction.chance:.2f}, harm {correction.harm:.3f}" in correction.why
    )
    assert repr(correction).startswith("<text:1:13: words: PROCLDURES reads PROCEDURES (")
    (hyphen,) = library.correct("US EVALU-\nATION").corrections
    assert (hyphen.left, hyphen.right, hyphen.chance, hyphen.harm) == ("US EVALU", "ATION", None, None)


def test_queries_and_remarks_are_apart() -> None:
    converted = library.convert(SAMPLE)
    assert "PAGE-MISFILED" in {notice.code for notice in converted.remarks}
    assert "PAGE-MISFILED" not in {notice.code for notice in converted.queries} != set()


@pytest.mark.parametrize(
    ("value", "most"),
    [
        (library.read(SAMPLE), 60),
        (library.correct(CABLE), 60),
        (library.correct(CABLE).draft, 60),
        (library.convert(SAMPLE), 120),
        (library.collate([EXCISED, PRINTED]), 140),
        (library.load(), 60),
        (library.convert(SAMPLE).conversion.packet, 80),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_repr_is_short(value: object, most: int) -> None:
    assert "\n" not in repr(value) and len(repr(value)) < most


def test_files_are_written_whole_and_not_over_others(tmp_path: Path) -> None:
    converted = library.convert(SAMPLE)
    assert converted.write(tmp_path / "new" / "cable.xml") == [tmp_path / "new" / "cable.xml"]
    assert converted.write(tmp_path / "new") == [tmp_path / "new" / "polto-circular-12.xml"]
    (tmp_path / "new" / "cable.xml").write_text("mine", "utf-8")
    with pytest.raises(TeikitError, match="OUT-EXISTS"):
        converted.write(tmp_path / "new" / "cable.xml")
    split = library.convert(SAMPLE, split=True)
    written = split.write(tmp_path / "split")
    assert len(written) == len(split.documents) > 2 and all(path.is_file() for path in written)
    assert library.recover(*written) == SAMPLE.read_bytes()
    with pytest.raises(UsageError, match="USAGE-SEVERAL"):
        _ = split.tei


def test_an_edition_says_what_was_withheld() -> None:
    edition = library.collate([EXCISED, PRINTED], title="POLTO 12")
    assert [row.text for row in edition.withheld if row.row == "excision"] == ["THE SOONEST REACTION"]
    assert "THE SOONEST REACTION" in edition.text and b"<html" in edition.page
    assert library.recover_files(edition.tei) == {"release-1.txt": EXCISED.encode(), "release-2.txt": PRINTED.encode()}
    assert [fault for fault in library.validate(edition.tei) if fault.severity == "error"] == []
    with pytest.raises(Refused, match="COLLATE-ALONE"):
        library.collate(PRINTED)


def test_the_library_prints_nothing_and_logs(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "teikit"):
        library.convert(SAMPLE)
    assert capfd.readouterr() == ("", "")
    assert [record.message.partition(":")[0] for record in caplog.records] == ["polto-circular-12.txt"]


# --------------------------------------------------------------- passes of one's own


def test_a_pass_of_ones_own_is_a_rule_like_any_other() -> None:
    converted = library.convert(CABLE, passes=[gvn])
    assert b'resp="#gvn"' in converted.tei and b'xml:id="gvn"' in converted.tei
    assert [correction.rule for correction in converted.corrections] == ["gvn", "hyphens"]
    assert [fault for fault in library.validate(converted.tei) if fault.severity == "error"] == []
    assert library.recover(converted.tei) == CABLE.encode()
    assert [correction.rule for correction in library.correct(CABLE, passes=[gvn]).corrections] == ["gvn", "hyphens"]


def test_a_pass_sees_the_running_text_before_words_are_corrected() -> None:
    seen: list[str] = []

    def look(draft: Draft, lexicon: Lexicon) -> Iterator[Mark]:
        seen.append(draft.text)
        return iter(())

    library.correct("SECRET\n\nUS EVALU-\nATION FOLLOWS.\n\nSECRET\n", passes=[look])
    assert "EVALU-\nATION" in seen[0] and "SECRET" not in seen[0]


def raises(draft: Draft, lexicon: Lexicon) -> Iterator[Edit]:
    """A pass that is wrong."""
    yield from gvn(draft, lexicon)
    raise IndexError("list index out of range")


def outside(draft: Draft, lexicon: Lexicon) -> Iterator[Edit]:
    """A pass whose spans are none of the text."""
    yield Edit(Span(0, 10**6), "", "outside")


def no_edit(draft: Draft, lexicon: Lexicon) -> Iterator[Edit]:
    """A pass that gives something else."""
    yield "GVN"  # type: ignore[misc]


@pytest.mark.parametrize("wrong", [raises, outside, no_edit])
def test_what_goes_wrong_in_a_pass_names_it(wrong: object) -> None:
    with pytest.raises(TeikitError, match=rf"the pass '{wrong.__name__}' failed: .*\[PASS-ERROR\]") as failure:  # type: ignore[attr-defined]
        library.convert(CABLE, passes=[wrong])  # type: ignore[list-item]
    assert failure.value.exit_code == ExitCode.CONFIGURATION and failure.value.place == "text"


@pytest.mark.parametrize("name", ["hyphens", "collate", "t1", "Ünder", "<lambda>", "teikit"])
def test_a_pass_needs_a_name_of_its_own(name: str) -> None:
    def named(draft: Draft, lexicon: Lexicon) -> Iterator[Edit]:
        return iter(())

    named.__name__ = name
    with pytest.raises(TeikitError, match="PASS-NAME"):
        library.correct(CABLE, passes=[named])
    with pytest.raises(TeikitError, match="PASS-NAME"):
        library.correct(CABLE, passes=[gvn, gvn])


PACKAGE = '''
import re
from teikit import Edit, Span

def gvn(draft, lexicon):
    """Read GYN as GVN."""
    for found in re.finditer("GYN", draft.text):
        yield Edit(Span(*found.span()), "GVN", "gvn")
'''


def install(folder: Path, module: str, version: str = "1.0") -> None:
    """Put a package with an entry point where Python finds it."""
    info = folder / "cables_of_mine.dist-info"
    info.mkdir(parents=True, exist_ok=True)
    (folder / "cables_of_mine.py").write_text(module, "utf-8")
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: cables-of-mine\nVersion: {version}\n", "utf-8")
    (info / "entry_points.txt").write_text("[teikit.passes]\ngvn = cables_of_mine:gvn\n", "utf-8")


def run(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """A command of teikit in a process that finds what was installed in a folder."""
    command = [sys.executable, "-m", "teikit", *map(str, arguments)]
    env = environment()
    env["PYTHONPATH"] = os.pathsep.join([str(folder), env["PYTHONPATH"]])
    return subprocess.run(command, env=env, capture_output=True, text=True)


@pytest.mark.thorough
def test_an_installed_pass_is_run_by_the_commands(tmp_path: Path) -> None:
    install(tmp_path / "site", PACKAGE)
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "cable.txt"
    path.write_text(CABLE, "utf-8")
    tei = run(tmp_path / "site", "convert", path).stdout
    assert 'resp="#gvn"' in tei and "<resp>Read GYN as GVN.</resp>" in tei
    assert 'resp="#gvn"' not in run(tmp_path / "site", "convert", path, "--without", "gvn").stdout
    out = tmp_path / "out"
    assert run(tmp_path / "site", "convert", tmp_path / "in", "-o", out).returncode == 0
    install(tmp_path / "site", PACKAGE, "1.1")
    ran = run(tmp_path / "site", "convert", tmp_path / "in", "-o", out)
    assert ran.returncode == ExitCode.CONFIGURATION
    assert "passes: gvn (cables-of-mine 1.0) before, gvn (cables-of-mine 1.1) now" in ran.stderr
    assert "Read GYN as GVN." in run(tmp_path / "site", "explain", "gvn").stdout


@pytest.mark.parametrize(
    ("module", "printed"),
    [
        ("import nothing_of_this_name", "the pass 'gvn' cannot be imported: ModuleNotFoundError"),
        ("gvn = 1", "PASS-NAME"),
    ],
)
def test_a_pass_that_cannot_be_imported_is_named_before_anything_is_done(
    tmp_path: Path, module: str, printed: str
) -> None:
    install(tmp_path / "site", module)
    (tmp_path / "cable.txt").write_text(CABLE, "utf-8")
    ran = run(tmp_path / "site", "convert", tmp_path / "cable.txt", "-o", tmp_path / "out")
    assert (ran.returncode, (tmp_path / "out").exists()) == (ExitCode.CONFIGURATION, False)
    assert printed in ran.stderr and "Traceback" not in ran.stderr
