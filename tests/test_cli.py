"""The command line is a contract: exit codes, messages, what is written and what never is."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from batches import until
from conftest import SAMPLE, Teikit, environment

from teikit import conversion as convert
from teikit import inputs
from teikit.cli import SHELLS
from teikit.errors import ExitCode
from teikit.files import write
from teikit.inputs import named

CABLE = b"SECRET\n\nFROM: PARIS\nTO: Secretary of State\nNO: POLTO 12, OCTOBER 28, 1962\n\nUS EVALU-\nATION FOLLOWS.\n"


@pytest.fixture
def cable(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "cable.txt"
    path.parent.mkdir()
    path.write_bytes(CABLE)
    return path


def process(*arguments: str | Path) -> subprocess.Popen[bytes]:
    """Run a command in a process of its own."""
    command = [sys.executable, "-m", "teikit", *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environment(), stdin=pipe, stdout=pipe, stderr=pipe)


def left_over(folder: Path) -> list[str]:
    """Files that nobody asked for."""
    return [str(path) for path in folder.rglob("*") if path.name.endswith(".tmp")]


# -------------------------------------------------------------- the good case


def test_the_sample_goes_all_the_way(teikit: Teikit, tmp_path: Path) -> None:
    ran = teikit("convert", SAMPLE, "-o", tmp_path / "out")
    assert (ran.code, ran.out) == (0, b"")
    assert f"written {tmp_path}/out/polto-circular-12.xml" in ran.err
    output = tmp_path / "out" / "polto-circular-12.xml"
    assert teikit("recover", output).out == SAMPLE.read_bytes()
    assert teikit("validate", output).code == 0
    assert b"FOLLOWING DETAILED REPORT" in teikit("text", output).out
    assert left_over(tmp_path) == []


def test_one_input_goes_to_standard_output(teikit: Teikit, cable: Path) -> None:
    ran = teikit("convert", cable, "-q")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(b"<?xml")
    assert teikit("convert", cable, "-q", "-o", "-").out == ran.out


def test_standard_input_is_a_dash(cable: Path) -> None:
    out, err = (ran := process("convert", "-", "-q")).communicate(CABLE)
    assert (ran.returncode, err) == (0, b"")
    assert out.startswith(b"<?xml")


def test_the_same_input_gives_the_same_bytes_from_anywhere(
    teikit: Teikit, cable: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = teikit("convert", cable).out
    monkeypatch.chdir(cable.parent)
    assert teikit("convert", "cable.txt").out == first


def test_split_documents_are_recovered_together(teikit: Teikit, tmp_path: Path) -> None:
    assert teikit("convert", SAMPLE, "-o", tmp_path, "--split").code == 0
    written = sorted(tmp_path.glob("polto-circular-12.*.xml"))
    assert len(written) > 1
    assert teikit("recover", *written, "-o", tmp_path / "again.txt").code == 0
    assert (tmp_path / "again.txt").read_bytes() == SAMPLE.read_bytes()


def test_a_folder_keeps_its_order_and_its_subfolders(teikit: Teikit, tmp_path: Path) -> None:
    for name in ("in/b/ocr.txt", "in/a/ocr.md", "in/.hidden.txt", "in/photo.jpg", "in/.git/x.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(CABLE)
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    ran = teikit("convert", tmp_path / "in", "-o", tmp_path / "out")
    assert ran.code == 0
    assert "2 inputs converted" in ran.err and "2 other files left out (loop, photo.jpg)" in ran.err
    assert "photo.jpg" in ran.err
    written = sorted(path.relative_to(tmp_path / "out").as_posix() for path in tmp_path.glob("out/[ab]/*"))
    assert written == ["a/ocr.xml", "b/ocr.xml"]


# ------------------------------------------------------------------- messages


def test_json_messages_and_report_agree(teikit: Teikit, tmp_path: Path) -> None:
    report = tmp_path / "report.jsonl"
    ran = teikit("convert", SAMPLE, "-o", tmp_path, "--json", "--report", report)
    assert not ran.err
    printed = [json.loads(line) for line in ran.out.splitlines()]
    assert printed == [json.loads(line) for line in report.read_text("ascii").splitlines()]
    assert {"correction", "mark"} <= {message["kind"] for message in printed}
    hyphen = next(message for message in printed if message["rule"] == "hyphens")
    assert (hyphen["left"][-8:], hyphen["right"][:5], hyphen["line"]) == ("US EVALU", "ATION", 34)
    text = SAMPLE.read_bytes().decode()
    start, end = hyphen["at"]
    assert text[start:end] == hyphen["before"] == "-\n"
    assert hyphen["source"] == f"sha256:{hashlib.sha256(SAMPLE.read_bytes()).hexdigest()[:12]}"


def test_a_report_has_what_a_decision_needs(teikit: Teikit, tmp_path: Path) -> None:
    path = tmp_path / "records" / "cable.txt"
    path.parent.mkdir()
    path.write_text("HE SAID THE PROCLDURES ARE SETTLED AND MAY BE USED NOW.\n", "ascii")
    ran = teikit("convert", path.parent, "-o", tmp_path / "out", "--json")
    (word,) = [message for message in map(json.loads, ran.out.splitlines()) if message["rule"] == "words"]
    assert (word["before"], word["after"], word["at"]) == ("PROCLDURES", "PROCEDURES", [12, 22])
    assert (word["left"], word["right"]) == ("HE SAID THE ", " ARE SETTLED AND MAY BE ")
    assert word["record"] == "cable"
    assert word["candidates"][0] == "PROCEDURES"
    assert 0 <= word["harm"] < 0.05 < 0.5 < word["chance"] <= 1


def test_verbose_lines_have_place_rule_reading_and_grounds(teikit: Teikit, cable: Path) -> None:
    err = teikit("convert", cable, "-v").err
    assert re.search(rf"{re.escape(str(cable))}:7:9: hyphens: EVALU-\\nATION reads EVALUATION \(\w+; \w+", err), err


def test_no_control_character_reaches_the_terminal(teikit: Teikit, tmp_path: Path) -> None:
    path = tmp_path / "esc\x1b[31m.txt"
    path.write_bytes(b"SECRET \x1b[31m US EVALU-\nATION \xff\n")
    err = teikit("convert", path, "-v", "-o", tmp_path / "out").err
    assert "\x1b" not in err
    assert "XML-ILLEGAL-CHAR" in err


def test_strict_says_that_a_person_is_needed(teikit: Teikit, tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(b"SECRET\n\xff\xfe\xfd\nTEXT\n")
    assert teikit("convert", path).code == 0
    ran = teikit("convert", path, "--strict", "-o", tmp_path / "out")
    assert ran.code == ExitCode.FINDINGS
    assert (tmp_path / "out" / "bad.xml").exists()


# ------------------------------------------------------------------ bad input


@pytest.mark.parametrize(
    ("name", "data", "code", "printed"),
    [
        ("photo.txt", b"\xff\xd8\xff\xe0" + bytes(range(256)) * 8, 3, "IN-BINARY"),
        ("wide.txt", "FROM: PARIS".encode("utf-16-le"), 3, "--encoding utf-16-le"),
        ("big.txt", None, 8, "LIMIT-SIZE"),
        ("zeros.bin", b"", 3, "IN-BINARY"),
    ],
)
def test_bad_input_gives_one_clear_message(
    teikit: Teikit, tmp_path: Path, name: str, data: bytes | None, code: int, printed: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data if data is not None else b"SECRET\n" * 1000)
    if not data:
        os.truncate(path, inputs.LIMIT + 1)
    ran = teikit("convert", path, "-o", tmp_path / "out")
    assert (ran.code, ran.out) == (code, b"")
    assert ran.err.startswith(str(path))
    assert printed in ran.err
    assert list((tmp_path / "out").iterdir()) == []


def test_what_no_telegram_is_in_is_converted_all_the_same(teikit: Teikit, tmp_path: Path) -> None:
    for name, data in (("empty.txt", b""), ("prose.txt", b"It was a dark and stormy night.\n")):
        (tmp_path / name).write_bytes(data)
        assert teikit("convert", tmp_path / name, "-o", tmp_path, "--empty", "keep").code == 0
        assert teikit("recover", tmp_path / name.replace("txt", "xml")).out == data


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (("convert", "none.txt"), "IN-MISSING]\n  Check the name"),
        (("convert", "IN", "-o", "IN"), "OUT-NOT-FOLDER]\n  Move the file away, or name another folder."),
        (
            ("convert", "IN", "-o", "IN/out"),
            "cable.txt: this is a file, not a folder [OUT-NOT-FOLDER]\n  Move the file away, or name another folder.",
        ),
        (("recover", "TEI", "-o", "/dev/null"), "OUT-NOT-REGULAR]\n  Move it away, or name another output."),
        (("convert", "IN", "-o", "/proc/x"), "no folder can be made here [IO-WRITE]\n  Name another folder."),
        (("convert", "IN", "-o", "OUT", "--report", "no/report.jsonl"), "[IO-GONE]\n  Make the folder"),
    ],
)
def test_an_error_of_the_file_system_says_what_to_do(
    teikit: Teikit, cable: Path, tmp_path: Path, arguments: tuple[str, ...], printed: str
) -> None:
    assert teikit("convert", cable, "-o", tmp_path / "tei").code == 0
    places = {"IN": str(cable), "TEI": str(tmp_path / "tei" / "cable.xml"), "OUT": str(tmp_path / "out")}
    named = [re.sub("^(IN|TEI|OUT)", lambda match: places[match[0]], argument) for argument in arguments]
    ran = teikit(*named)
    assert ran.code == ExitCode.FILE_SYSTEM
    assert printed in ran.err


def test_a_missing_input_is_an_error_and_nothing_is_written(teikit: Teikit, tmp_path: Path) -> None:
    ran = teikit("convert", tmp_path / "none.txt", "-o", tmp_path / "out")
    assert ran == (5, b"", f"{tmp_path}/none.txt: there is no such file or folder [IN-MISSING]\n  Check the name.\n")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("convert", ""),
        ("convert", "-o", "", "cable.txt"),
        ("collate", "", "-o", "edition.xml"),
        ("copies", ""),
        ("text", ""),
        ("validate", ""),
        ("review", "", "--who", "anna"),
        ("publish", "out", ""),
    ],
)
def test_an_empty_name_is_not_the_current_folder(
    arguments: tuple[str, ...], cable: Path, teikit: Teikit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(cable.parent)
    ran = teikit(*arguments)
    assert (ran.code, ran.out) == (2, b"") and "the name is empty" in ran.err
    assert [path.name for path in cable.parent.iterdir()] == ["cable.txt"]


@pytest.mark.parametrize("option", ["--timeout", "--memory"])
@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "1e300"])
def test_a_limit_is_a_number_that_there_is(option: str, value: str, cable: Path, teikit: Teikit) -> None:
    ran = teikit("convert", cable.parent, "-o", cable.parent / "out", f"{option}={value}")
    assert ran.code == 2 and "[USAGE-NUMBER]" in ran.err and not (cable.parent / "out").exists()


@pytest.mark.parametrize("port", ["99999", "-1"])
def test_a_port_is_a_number_that_there_is(port: str, cable: Path, teikit: Teikit) -> None:
    ran = teikit("review", cable.parent, "--who", "anna", f"--port={port}")
    assert ran.code == 2 and "[USAGE-NUMBER]" in ran.err


def test_copies_of_what_is_not_there_and_a_review_of_nothing_are_refused(teikit: Teikit, tmp_path: Path) -> None:
    ran = teikit("copies", tmp_path / "none")
    assert (ran.code, ran.out) == (5, b"") and "[IN-MISSING]" in ran.err
    (tmp_path / "out").mkdir()
    ran = teikit("review", tmp_path / "out", "--who", "anna", "--static", tmp_path / "pages")
    assert ran.code == 3 and "[IN-NOTHING]" in ran.err and not (tmp_path / "pages").exists()


def test_a_folder_without_text(teikit: Teikit, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"x")
    ran = teikit("convert", tmp_path)
    assert ran.code == 3
    assert "IN-NOTHING" in ran.err


def test_a_pipe_without_a_writer_is_refused_at_once(teikit: Teikit, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    ran = teikit("convert", tmp_path / "pipe.txt")
    assert ran.code == 3
    assert "IN-NOT-REGULAR" in ran.err


@pytest.mark.parametrize("command", ["text", "recover"])
def test_a_command_for_one_tei_file_says_so(command: str, teikit: Teikit, cable: Path) -> None:
    ran = teikit(command, cable.parent)
    assert (ran.code, ran.err) == (3, f"{cable.parent}: this is a folder [IN-NOT-REGULAR]\n  Name a file in it.\n")
    ran = teikit(command, cable)
    assert ran.code == 3 and ran.err.endswith(
        "[XML-NOT-WELL-FORMED]\n  This command reads a TEI file, such as teikit convert writes.\n"
    )


def test_one_bad_file_does_not_stop_the_rest(teikit: Teikit, cable: Path, tmp_path: Path) -> None:
    (cable.parent / "bad.txt").write_bytes(b"\x1f\x8b")
    ran = teikit("convert", cable.parent, tmp_path / "none.txt", "-o", tmp_path / "out")
    assert ran.code == ExitCode.SOME_FAILED
    assert (tmp_path / "out" / "cable.xml").exists()
    assert "2 inputs failed" in ran.err


def test_a_file_that_is_named_twice_is_read_once(teikit: Teikit, cable: Path, tmp_path: Path) -> None:
    assert teikit("convert", cable, cable.parent, "-o", tmp_path / "out").code == 0


# ----------------------------------------------------------------------- usage


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (("covnert", "x.txt"), "Did you mean 'convert'?"),
        (("convert", "IN", "--profile", "markpu"), "Did you mean 'markup'?"),
        (("convert", "IN", "--without", "hyphen"), "Did you mean 'hyphens'?"),
        (("explain", "hyphen"), "Did you mean 'hyphens'?"),
        (("convert", "IN", "--forc"), "teikit convert: there is no option --forc. Did you mean '--force'?"),
        (("convert", "IN", "--profil=silent"), "Did you mean '--profile'?"),
        (("convert", "IN", "--zebra"), "there is no option --zebra.\n  See teikit convert --help."),
        (("text", "IN", "OTHER"), "'OTHER' is one argument too many\n  See teikit text --help."),
        (("decisions", "tdiy", "IN"), "Did you mean 'tidy'?"),
        (("decisions", "tidy", "IN", "--who", "y"), "teikit decisions tidy: there is no option --who."),
        (("ledger", "rebuild", "IN", "--failed"), "teikit ledger rebuild: there is no option --failed."),
        (("convert", "IN", "OTHER"), "2 inputs cannot go to standard output"),
        (("convert", "IN", "--split"), "-o DIR"),
        (("convert", "IN", "-o", "x.xml"), "-o must name a folder"),
        (("collate", "IN", "OTHER", "-o", "-"), "the output of collate cannot go to standard output"),
        ((), "a static site from a folder"),
    ],
)
def test_wrong_usage_is_refused_with_what_to_do(
    teikit: Teikit, cable: Path, arguments: tuple[str, ...], printed: str
) -> None:
    second_input = cable.with_name("other.txt")
    second_input.write_bytes(CABLE)
    ran = teikit(*({"IN": cable, "OTHER": second_input}.get(argument, argument) for argument in arguments))
    assert (ran.code, ran.out) == (2, b"")
    assert printed in ran.err.replace(str(second_input), "OTHER")
    assert "usage:" not in ran.err or not arguments


def test_inputs_that_would_become_one_output(teikit: Teikit, tmp_path: Path) -> None:
    for name in ("a.txt", "A.md"):
        (tmp_path / name).write_bytes(CABLE)
    ran = teikit("convert", tmp_path, "-o", tmp_path / "out")
    assert ran.code == 2
    assert "A.md" in ran.err
    assert "a.txt" in ran.err
    assert not (tmp_path / "out").exists()


# --------------------------------------------------------------------- writing


def test_what_is_there_already(teikit: Teikit, cable: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert "written" in teikit("convert", cable, "-o", out).err
    again = teikit("convert", cable, "-o", out)
    assert again.code == 0
    assert "unchanged" in again.err
    (out / "cable.xml").write_bytes(b"mine")
    assert teikit("convert", cable, "-o", out).code == ExitCode.OUTPUT_EXISTS
    assert (out / "cable.xml").read_bytes() == b"mine"
    assert "replaced" in teikit("convert", cable, "-o", out, "--force").err


def test_an_input_is_never_written_over(teikit: Teikit, cable: Path) -> None:
    os.link(cable, cable.with_suffix(".xml"))
    assert teikit("convert", cable, "-o", cable.parent, "--force").code == 2
    assert teikit("convert", cable, "--report", cable, "--force").code == 2
    assert cable.read_bytes() == CABLE


def test_a_list_and_an_output_are_not_written_over_by_a_report(teikit: Teikit, cable: Path, tmp_path: Path) -> None:
    words = tmp_path / "words.tsv"
    words.write_bytes(b"SERVICEX\tSERVICE\n")
    ran = teikit("convert", cable, "--words", words, "--report", words, "--force")
    assert (ran.code, words.read_bytes()) == (2, b"SERVICEX\tSERVICE\n")
    ran = teikit(
        "convert", cable, "-o", tmp_path / "out", "--report", tmp_path / "out" / f"{cable.stem}.xml", "--force"
    )
    assert ran.code == 2 and "two outputs would have this name" in ran.err


def test_an_output_that_is_no_regular_file_stays(teikit: Teikit, cable: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "cable.xml")
    assert teikit("convert", cable, "-o", tmp_path, "--force").code == 5
    assert teikit("convert", cable, "--report", tmp_path / "cable.xml").code == 5


def test_an_unwritable_output_is_found_before_the_work(
    teikit: Teikit, cable: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(named, "load", lambda path: pytest.fail("began to work"))
    (tmp_path / "file").write_bytes(b"")
    for arguments in (("-o", tmp_path / "file"), ("-o", tmp_path / "file" / "x"), ("--report", tmp_path / "no" / "r")):
        ran = teikit("convert", cable, *arguments)
        assert ran.code == 5, ran.err


def test_a_full_disk_leaves_nothing(
    teikit: Teikit, cable: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    write.prepare(tmp_path / "out")
    monkeypatch.setattr(os, "fsync", full)
    ran = teikit("convert", cable, "-o", tmp_path / "out")
    assert ran.code == 5
    assert "IO-DISK-FULL" in ran.err
    assert list((tmp_path / "out").iterdir()) == []


def test_output_obeys_the_umask(teikit: Teikit, cable: Path, tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        teikit("convert", cable, "-o", tmp_path / "out")
    finally:
        os.umask(before)
    assert (tmp_path / "out" / "cable.xml").stat().st_mode & 0o777 == 0o640


def test_nothing_is_written_that_loses_the_source(
    teikit: Teikit, cable: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(convert, "recover_files", lambda roots: [("", CABLE[:-1])])
    ran = teikit("convert", cable, "-o", tmp_path / "out")
    assert ran.code == ExitCode.OUTPUT_INVALID
    assert "This is a bug in teikit" in ran.err
    assert list((tmp_path / "out").iterdir()) == []


def test_a_bug_ends_in_a_message(teikit: Teikit, cable: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "assemble", lambda draft, lexicon: 1 / 0)
    ran = teikit("convert", cable)
    assert ran.code == ExitCode.BUG
    assert "ZeroDivisionError" in ran.err
    assert "Traceback" not in ran.err
    assert "Traceback" in teikit("convert", cable, "-v").err


# --------------------------------------------------------------- other commands


def test_validate_names_file_and_line(teikit: Teikit, tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_bytes(b"<text/>")
    ran = teikit("validate", path)
    assert ran.code == ExitCode.OUTPUT_INVALID
    assert ran.err.startswith(f"{path}:1: ")
    path.write_bytes(b"<TEI")
    assert teikit("validate", path).code == ExitCode.INPUT_REFUSED
    assert teikit("validate", tmp_path / "none.xml").code == ExitCode.FILE_SYSTEM


def test_explain_lists_and_explains(teikit: Teikit) -> None:
    listed = teikit("explain").out.decode()
    rule = listed.split()[0]
    assert teikit("explain", rule).out.decode().startswith(f"{rule}\n====")


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_gets_a_completion_script(teikit: Teikit, shell: str) -> None:
    ran = teikit("completion", shell)
    assert ran.code == 0
    assert b"hyphens" in ran.out


# ------------------------------------------------------------------- processes


@pytest.mark.thorough
def test_a_reader_that_goes_away_is_no_failure() -> None:
    ran = process("convert", SAMPLE, "-q")
    assert ran.stdout and ran.stderr
    ran.stdout.close()
    err = ran.stderr.read()
    assert (ran.wait(), err) == (0, b"")


@pytest.mark.parametrize("redirection", ["2>&-", "2>/dev/full", "2> >(true)"])
def test_work_goes_on_if_nobody_reads_the_messages(redirection: str, tmp_path: Path) -> None:
    """No message goes into a result, and none that cannot be printed ends a command halfway."""
    shell = f"{sys.executable} -m teikit"
    command = f"cd '{tmp_path}' && {shell} convert '{SAMPLE}' -o out -q && {shell} cmif out {redirection} > c.xml"
    ran = subprocess.run(["bash", "-c", command], env=environment(), capture_output=True)
    assert ran.returncode == 0
    assert (tmp_path / "c.xml").read_bytes().startswith(b"<?xml")
    ran = subprocess.run(["bash", "-c", f"cd '{tmp_path}' && {shell} init new {redirection}"], env=environment())
    assert ran.returncode == 0 and (tmp_path / "new" / "records.csv").is_file()


@pytest.mark.parametrize("redirection", ["<&-", ">&-", ">/dev/full"])
@pytest.mark.thorough
def test_closed_and_full_channels(redirection: str) -> None:
    command = f'"{sys.executable}" -m teikit convert {"-" if "<" in redirection else SAMPLE} -q {redirection}'
    ran = subprocess.run(command, shell=True, env=environment(), capture_output=True, text=True)
    assert ran.returncode == ExitCode.FILE_SYSTEM
    assert ran.stderr.count("\n") <= 2


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 143)])
@pytest.mark.thorough
def test_a_signal_ends_the_run_with_its_exit_code(number: int, code: int) -> None:
    before = signal.signal(number, signal.SIG_DFL)  # a job in the background inherits a deaf ear for Ctrl-C
    ran = process("convert", "-")
    signal.signal(number, before)
    until(lambda: _works(ran.pid))
    ran.send_signal(number)
    err = ran.communicate()[1]
    assert ran.returncode == code
    assert b"Traceback" not in err


def _works(pid: int) -> bool:
    """Whether a process has come to the work itself: the slow modules are there, and it waits for its input."""
    maps, stat = Path(f"/proc/{pid}/maps"), Path(f"/proc/{pid}/stat")
    if not maps.exists():
        pytest.skip("needs /proc")
    return "etree" in maps.read_text() and stat.read_text().rpartition(")")[2].split()[0] == "S"


def test_help_imports_nothing_slow() -> None:
    """What takes long to import (benchmarks/README.md) is imported when it is needed."""
    program = "import sys; from teikit.cli import main; main(['--help']); print(*sys.modules, file=sys.stderr)"
    ran = subprocess.run([sys.executable, "-c", program], env=environment(), capture_output=True, text=True)
    assert "example" in ran.stdout
    assert not {"lxml", "regex", "rapidfuzz", "teikit.lexicon", "teikit.chain"} & set(ran.stderr.split())


DAMAGED = b"HE SAID THE PROCLDURES ARE SETTLED AND MAY BE USED NOW.\n"


def test_explain_at_a_place_tells_why_a_word_reads_so(teikit: Teikit, cable: Path) -> None:
    cable.write_bytes(DAMAGED)
    ran = teikit("explain", "--at", f"{cable}:1:13")
    assert ran.code == ExitCode.DONE and not ran.err
    assert b"* PROCEDURES" in ran.out and b"E read as L" in ran.out
    assert b"PROCLDURES: a word nobody knows; once in this document" in ran.out


def test_explain_at_a_field_says_so_as_people_do(teikit: Teikit, cable: Path) -> None:
    cable.write_bytes(b"FROM: PARIS\nTO: Secretary of State\nNO: POLTO 12, OCTOBER 28, 1962\n\n" + DAMAGED)
    ran = teikit("explain", "--at", f"{cable}:3:6")
    assert b"within header field (rule fields" in ran.out
    assert b"POLTO: left alone: it is a number, or part of a name, date or signature; once in this document" in ran.out


@pytest.mark.parametrize("place", ["cable.txt", "cable.txt:1", "cable.txt:one:1", "cable.txt:1:x"])
def test_explain_at_no_place_says_how_to_write_one(teikit: Teikit, place: str) -> None:
    ran = teikit("explain", "--at", place)
    assert ran.code == ExitCode.USAGE and "FILE:LINE:COLUMN" in ran.err


def test_what_a_refused_output_holds_is_not_counted(teikit: Teikit, cable: Path, tmp_path: Path) -> None:
    cable.write_bytes(DAMAGED)
    teikit("convert", cable, "-o", tmp_path / "out")
    (tmp_path / "out" / "cable.xml").write_text("<mine/>")
    ran = teikit("convert", cable, "-o", tmp_path / "out", "--jobs", "1")
    assert ran.code == ExitCode.OUTPUT_EXISTS and "1 document" not in ran.err, ran.err


def test_an_unknown_language_is_refused(teikit: Teikit, cable: Path) -> None:
    ran = teikit("convert", cable, "--language", "no such")
    assert ran.code == ExitCode.USAGE and "'no such'" in ran.err and "en, es" in ran.err


def test_explain_at_a_place_in_no_file_and_beside_a_rule(teikit: Teikit, tmp_path: Path) -> None:
    ran = teikit("explain", "--at", f"{tmp_path / 'no.txt'}:1:1")
    assert ran.code == ExitCode.FILE_SYSTEM and "IN-MISSING" in ran.err
    assert teikit("explain", "--genre", tmp_path).code == ExitCode.USAGE
    assert teikit("explain", "words", "--at", "a:1:1").code == ExitCode.USAGE


def test_what_is_asked_of_a_file_is_refused_with_its_path(teikit: Teikit, cable: Path, tmp_path: Path) -> None:
    ran = teikit("explain", "--at", f"{cable}:99:1")
    assert ran.err.startswith(f"{cable}: there is no line 99, column 1 in this text [USAGE-PLACE]")
    cable.write_bytes(b"")
    ran = teikit("explain", "--line", f"{cable}:1")
    assert ran.err == f"{cable}: there is no line 1 in this text [USAGE-PLACE]\n  It has 0 lines.\n"
    (tmp_path / "other.xml").write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "utf-8")
    for command in (["recover"], ["decisions", "from", "--who", "anna"]):
        ran = teikit(*command, tmp_path / "other.xml")
        assert ran.err.startswith(f"{tmp_path / 'other.xml'}: this TEI does not say which text it was made from")


def test_a_folder_is_named_as_it_is_called(teikit: Teikit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "out").mkdir()
    assert teikit("text", "./out").err.startswith("out: this is a folder [IN-NOT-REGULAR]")


def test_a_report_may_go_into_the_output_folder_that_is_made(teikit: Teikit, cable: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"
    assert teikit("convert", cable, "-o", out, "--report", out / "reports" / "report.jsonl").code == 0
    assert (out / "reports" / "report.jsonl").is_file()


def test_an_option_of_a_batch_that_needs_a_folder_is_named(teikit: Teikit, cable: Path) -> None:
    ran = teikit("convert", cable, "--dry-run", "--jobs", "2")
    assert "a batch (--jobs, --dry-run) cannot go to standard output [USAGE-OUTPUT]" in ran.err


def test_explain_reads_a_file_as_convert_does(teikit: Teikit, cable: Path) -> None:
    cable.write_bytes("CAFÉ\nHE SAID THE PROCLDURES ARE SETTLED NOW.\n".encode("utf-16-le"))
    ran = teikit("explain", "--at", f"{cable}:2:13", "--encoding", "utf-16-le")
    assert ran.code == ExitCode.DONE and b"* PROCEDURES" in ran.out


def test_a_place_with_an_endless_number_is_refused(teikit: Teikit, cable: Path) -> None:
    for question, place in (("--line", f"{cable}:{'9' * 5000}"), ("--at", f"{cable}:1:{'9' * 5000}")):
        ran = teikit("explain", question, place)
        assert ran.code == ExitCode.USAGE and "USAGE-PLACE" in ran.err


def test_lists_of_the_user_count_and_a_faulty_one_is_refused(teikit: Teikit, cable: Path, tmp_path: Path) -> None:
    cable.write_bytes(DAMAGED)
    mine = tmp_path / "mine.txt"
    mine.write_text("PROCLDURES\n", "utf-8")
    assert b"<corr " in teikit("convert", cable).out
    assert b"<corr " not in teikit("convert", cable, "--words", mine).out
    for entry in ("A\tB\tC\n", "PROCLDURES\t\n", "\tPROCEDURES\n", "-PROCLDURES\t\n"):
        mine.write_text(entry, "utf-8")
        ran = teikit("convert", cable, "--words", mine)
        assert ran.code == ExitCode.CONFIGURATION and f"{mine}:1" in ran.err
    mine.write_text("PROCLDURES  \n\t\n# note\n", "utf-8")
    assert teikit("convert", cable, "--words", mine).code == ExitCode.DONE
    mine.write_bytes(b"\xff\xfe")
    assert teikit("convert", cable, "--words", mine).code == ExitCode.CONFIGURATION
    assert teikit("convert", cable, "--words", tmp_path / "none.txt").code == ExitCode.FILE_SYSTEM


def test_suggestions_are_in_the_tei_by_option(teikit: Teikit, cable: Path) -> None:
    cable.write_bytes(b"THE AMBASSADOR AMD THE MINISTER MET THIS MORNING.\n")
    assert b"may read" not in teikit("convert", cable).out
    assert b"AMD may read AND" in teikit("convert", cable, "--suggestions").out


def test_the_samples_are_written_and_convert(teikit: Teikit, tmp_path: Path) -> None:
    assert teikit("sample", tmp_path / "new").code == 0
    assert (tmp_path / "new" / "polto-circular-12.txt").read_bytes() == SAMPLE.read_bytes()
    records = list((tmp_path / "new" / "records").glob("*.hocr"))
    assert len(records) == 10 and all(record.with_suffix(".png").is_file() for record in records)
    assert all(b"MADE" in record.read_bytes() for record in records)
    assert "unchanged" in teikit("sample", tmp_path / "new").err
    (tmp_path / "new" / "polto-circular-12.txt").write_text("MINE", "utf-8")
    assert teikit("sample", tmp_path / "new").code == 6
    assert (tmp_path / "new" / "polto-circular-12.txt").read_text("utf-8") == "MINE"
