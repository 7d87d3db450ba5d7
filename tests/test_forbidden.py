"""What no line of teikit may do: calls that run code, follow entities, or depend on the machine."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT

FILES = sorted((ROOT / "teikit").rglob("*.py"))
NEVER = {
    "eval", "exec", "compile", "__import__",
    "os.system", "os.popen", "tempfile.mktemp",
    "etree.parse", "etree.iterparse", "html.parse", "lxml.html.parse",
    "uuid.uuid4", "uuid.uuid1", "random.random", "random.choice",
    "logging.basicConfig",
}  # fmt: skip
"""Calls by their last two names."""
METHODS = {"xinclude", "iterparse", "mktemp", "ElementTree"}
"""Calls of any object by their last name."""
MODULES = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "yaml", "socket", "urllib.request", "http.client"}
OPTIONS = {"shell": True, "huge_tree": True, "recover": True, "resolve_entities": True, "load_dtd": True}
"""Options that may not be given with these values."""
NAMES = {"collect_ids"}
ALLOWED = {("teikit/inputs/archives.py", "tarfile.open without an encoding"): "it opens an archive, not a text"}
"""Where one of these is right, and why."""


@cache
def findings(path: Path) -> list[tuple[str, int]]:
    """What a file does that is forbidden, and in which line."""
    return list(_findings(path))


def _findings(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            yield from ((name, node.lineno) for name in names if name in MODULES or name.split(".")[0] in MODULES)
        if isinstance(node, ast.Call):
            yield from ((name, node.lineno) for name in _call(node))


def _call(node: ast.Call) -> Iterator[str]:
    called = ast.unparse(node.func)
    last = called.rpartition(".")[2]
    if ".".join(called.split(".")[-2:]) in NEVER:
        yield called
    if isinstance(node.func, ast.Attribute) and last in METHODS:
        yield last
    if last == "XSLT" and not any(keyword.arg == "access_control" for keyword in node.keywords):
        yield "XSLT without access_control"
    for keyword in node.keywords:
        if keyword.arg in NAMES or (
            keyword.arg in OPTIONS and isinstance(keyword.value, ast.Constant) and keyword.value.value
        ):
            yield str(keyword.arg)
    if last in ("open", "read_text", "write_text") and _is_text(node, last) and not _has_encoding(node, last):
        yield f"{called} without an encoding"


def _is_text(node: ast.Call, name: str) -> bool:
    """Whether a file is opened as text; ``os.open`` and the ``open`` of archives and packages open bytes."""
    if name != "open":
        return True
    if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) and node.func.value.id == "os":
        return False
    modes = [
        argument for argument in node.args[:2] if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]
    modes += [
        keyword.value for keyword in node.keywords if keyword.arg == "mode" and isinstance(keyword.value, ast.Constant)
    ]
    if isinstance(node.func, ast.Attribute) and not modes:
        return False
    return not any("b" in str(mode.value) for mode in modes)


def _has_encoding(node: ast.Call, name: str) -> bool:
    return any(keyword.arg == "encoding" for keyword in node.keywords) or len(node.args) >= (
        1 if name == "read_text" else 2
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_forbidden_is_called(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    assert [(what, line) for what, line in findings(path) if (name, what) not in ALLOWED] == []


@pytest.mark.parametrize(
    "line",
    [
        "import pickle",
        "from urllib.request import urlopen",
        "eval('1')",
        "etree.parse('x')",
        "lxml.etree.iterparse(file)",
        "tree.xinclude()",
        "etree.XMLParser(huge_tree=True)",
        "etree.XMLParser(collect_ids=False)",
        "etree.XSLT(sheet)",
        "subprocess.run('ls', shell=True)",
        "open('x')",
        "path.read_text()",
        "path.write_text(data)",
        "tempfile.mktemp()",
    ],
)
def test_forbidden_lines_are_found(line: str, tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text(line, "utf-8")
    assert findings(tmp_path / "x.py")


@pytest.mark.parametrize("line", ["open('x', 'rb')", "path.read_text('utf-8')", "etree.XSLT(s, access_control=a)"])
def test_the_rule_leaves_alone(line: str, tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text(line, "utf-8")
    assert not findings(tmp_path / "x.py")


def test_what_is_allowed_is_there() -> None:
    """An exception that nobody needs any more is taken away."""
    used = {(path.relative_to(ROOT).as_posix(), what) for path in FILES for what, _ in findings(path)}
    assert set(ALLOWED) <= used


SOURCES = [path for name in ("teikit", "tests", "tools", "benchmarks") for path in sorted((ROOT / name).rglob("*.py"))]
EMPTY_NAMES = {"found", "other", "others", "one", "said"}
"""Names that say nothing of what they name; a candidate, a witness, a message has a name of its own."""


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_name_says_what_it_names(path: Path) -> None:
    assert [name for name in _named(ast.parse(path.read_bytes())) if name.strip("_").lower() in EMPTY_NAMES] == []


def _named(tree: ast.Module) -> Iterator[str]:
    """The names that a module gives: of functions, classes, parameters, variables and attributes."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr
