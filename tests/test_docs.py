"""The documents keep up with the program: every command, option, exit code and rule is written about."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT, commands_and_actions, environment

from teikit.chain import RULES
from teikit.cli import EXIT_CODES, by_command
from teikit.collation.withheld import WithheldRow
from teikit.errors import ExitCode
from teikit.messages.explanations import cases_of
from teikit.rulebook import BESIDE_THE_CHAIN, docstring_of

sys.path.insert(0, str(ROOT / "tools"))
import build_docs

README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = (ROOT / "docs" / "commands.md").read_text("utf-8")
PROMISED = ("leaves alone", "may be wrong")


@pytest.mark.parametrize("command", by_command())
def test_commands_are_described(command: str) -> None:
    assert f"`teikit {command} " in COMMANDS


@pytest.mark.parametrize("command", commands_and_actions())
def test_commands_and_actions_have_examples(command: str) -> None:
    assert f"teikit {command}" in (commands_and_actions()[command].epilog or "")


@pytest.mark.parametrize(
    ("command", "option"), [(c, o) for c, p in commands_and_actions().items() for o in p._option_string_actions]
)
def test_options_are_documented(command: str, option: str) -> None:
    assert option in ("-h", "--help") or re.search(rf"`{option}\b", README + COMMANDS), f"{command} {option}"


@pytest.mark.parametrize("code", ExitCode)
def test_exit_codes_are_documented(code: ExitCode) -> None:
    assert re.search(rf"(?m)^\|[^|]*\b{code.value}\b[^|]*\|", COMMANDS)


def test_exit_codes_of_the_help_exist() -> None:
    named = {int(code) for code in re.findall(r"\b(\d+)\b(?= [a-z])", EXIT_CODES)}
    assert named == set(ExitCode)


def test_exit_codes_are_never_renumbered() -> None:
    assert [code.value for code in ExitCode] == [*range(13), 130, 143]


@pytest.mark.parametrize("rule", (*RULES, *BESIDE_THE_CHAIN))
def test_rules_say_what_they_leave_alone(rule: str) -> None:
    for promise in PROMISED:
        assert promise in docstring_of(rule), f"the docstring of {rule} does not say: {promise}"


@pytest.mark.parametrize("rule", RULES)
def test_rules_have_cases_that_change_and_cases_that_stay(rule: str) -> None:
    assert {case.stays for case in cases_of(rule)} == {True, False}, f"tests/cases/{rule}.txt"


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the first command of the README says, and the TEI that it writes."""
    folder = tmp_path_factory.mktemp("readme")
    command = [sys.executable, "-m", "teikit", "convert", "samples/polto-circular-12.txt", "-o", str(folder)]
    ran = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True)
    tei = (folder / "polto-circular-12.xml").read_text("utf-8")
    return {"text": ran.stderr.replace(str(folder), "out"), "xml": tei}


@pytest.mark.parametrize(("page", "language"), [("README.md", "text"), ("docs/tei.md", "xml")])
@pytest.mark.thorough
def test_the_documents_show_what_really_comes_out(page: str, language: str, converted: dict[str, str]) -> None:
    """When this fails, convert the sample and put the new lines into the page."""
    shown = re.findall(rf"```{language}\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)[0]
    lines = {line.strip() for line in converted[language].splitlines()}
    assert [line for line in shown.splitlines() if line.strip() not in lines | {"...", ""}] == []


@pytest.mark.thorough
def test_the_python_of_the_readme_runs() -> None:
    (program,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment(), capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert "hyphens" in ran.stdout


def test_ci_runs_what_the_readme_says() -> None:
    (command,) = re.findall(r"(?m)^python3 -m venv .*tox run .*$", README)
    assert command in (ROOT / ".ci" / "run").read_text("utf-8")


def anchors(page: Path) -> set[str]:
    """The places in a page that links lead to, as the renderers of markdown name them."""
    heads = re.findall(r"(?m)^#+ (.*)$", page.read_text("utf-8"))
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def test_links_lead_somewhere() -> None:
    for document in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("benchmarks/*.md")):
        for target, anchor in re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", document.read_text("utf-8")):
            page = document.parent / target if target else document
            assert page.exists(), f"{document.name}: {target}"
            assert not anchor or anchor in anchors(page), f"{document.name}: {target}#{anchor}"


@pytest.mark.parametrize("column", WithheldRow._fields)
def test_columns_of_what_was_withheld_are_documented(column: str) -> None:
    assert f"`{column}`" in (ROOT / "docs" / "collation.md").read_text("utf-8")


def test_the_address_of_the_project_is_the_same_wherever_it_stands() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    source = project.get("urls", {}).get("Source", "")
    described = json.loads((ROOT / "teikit" / "ocrd" / "ocrd-tool.json").read_text("utf-8"))
    cited = re.search(r"^repository-code: (\S+)$", (ROOT / "CITATION.cff").read_text("utf-8"), re.MULTILINE)
    assert described["git_url"] == (cited[1] if cited else "") == source


def test_pages_beside_the_documentation_are_on_its_site() -> None:
    linked = {
        link
        for path in (ROOT / "docs").glob("*.md")
        for link in re.findall(r"\]\(\.\./([^)#\s]+\.md)", path.read_text("utf-8"))
    }
    assert linked and linked <= build_docs.BESIDE.keys()


def test_the_index_leads_to_every_page() -> None:
    index = (ROOT / "docs" / "index.md").read_text("utf-8")
    pages = {path.name for path in (ROOT / "docs").glob("*.md")} - {"index.md"}
    assert pages == {target for target in re.findall(r"\]\(([\w.-]+\.md)", index)}


def test_what_a_release_tries_are_commands_and_actions() -> None:
    steps = re.findall(r'(?m)^    \("(\w+)", ', (ROOT / "tools" / "release.py").read_text("utf-8"))
    assert set(steps) <= set(commands_and_actions()) and "recover" in steps


def test_the_readme_is_two_screens_and_has_no_figures() -> None:
    assert len(README.splitlines()) <= 110
    assert not re.search(r"\d ?%", README), "figures stand in benchmarks/README.md, with the command that measures them"


def test_the_glossary_is_in_order() -> None:
    words = re.findall(r"(?m)^\| (?!word |---)([^|]+?) \|", (ROOT / "docs" / "glossary.md").read_text("utf-8"))
    assert words == sorted(words, key=str.casefold) and len(words) > 20


@pytest.mark.parametrize("path", sorted(ROOT.glob("*.md")), ids=lambda path: path.name)
def test_documents_name_nothing_that_is_not_here(path: Path) -> None:
    for name in re.findall(r"`((?:teikit|tests|dictionaries|schemas)/[\w./-]+)`", path.read_text("utf-8")):
        assert "NAME" in name or "RULE" in name or (ROOT / name).exists(), f"{path.name}: {name}"


FAULTS = (ROOT / "docs" / "faults.md").read_text("utf-8")


def test_every_fault_is_in_the_table_once() -> None:
    rows = re.findall(r"(?m)^\| (F\d\d) \|", FAULTS)
    assert rows == [f"F{number:02}" for number in range(1, 49)]


def test_every_hostile_file_is_in_the_table(shared: Path) -> None:
    cases = json.loads((shared / "data" / "hostile" / "expectations.json").read_text("utf-8"))["cases"]
    rows = set(re.findall(r"(?m)^\| (\w+) \| [\w.-]+ \|", FAULTS))
    assert {case["id"] for case in cases} <= rows


def test_the_tests_of_the_tables_exist() -> None:
    tests = {path.name: path.read_text("utf-8") for path in (ROOT / "tests").glob("test_*.py")}
    for file, name in re.findall(r"`(test_\w+\.py)?(?:::)?(test_\w+)?(?:\[\w+\.*\])?`", FAULTS):
        assert file in tests or not file, file
        assert f"def {name}(" in tests[file or "test_faults.py"] or not name, name


@pytest.mark.parametrize("option", sorted(by_command()["convert"]._option_string_actions))
def test_options_of_the_batch_are_told_of(option: str) -> None:
    groups = by_command()["convert"]._action_groups
    group = next(options for options in groups if (options.title or "").startswith("many inputs"))
    names = {name for action in group._group_actions for name in action.option_strings}
    assert option not in names or f"`{option}" in BATCH or f" {option} " in BATCH, option


BATCH = (ROOT / "docs" / "batch.md").read_text("utf-8")
