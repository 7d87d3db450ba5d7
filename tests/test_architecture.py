"""The modules stand in the order that DESIGN.md gives them: imports point one way, and names mean one thing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ROOT

import teikit

FACADE = "teikit"


class Import(NamedTuple):
    """One import: the module that imports, the line, the module that is imported."""

    importer: str
    line: int
    imported: str

    def __str__(self) -> str:
        return f"{self.importer}:{self.line} imports {self.imported}"


def modules_below(folder: Path) -> dict[str, Path]:
    """The modules of the package in a folder by their names; a package bears the name of its folder."""
    return {
        ".".join(path.relative_to(folder).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted((folder / "teikit").rglob("*.py"))
    }


def imports_of(name: str, path: Path, modules: Mapping[str, Path]) -> Iterator[Import]:
    """All imports of modules of teikit: also those in functions, those for types, and those by ``import_module``."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_bytes())):
        if not isinstance(node, ast.Import | ast.ImportFrom | ast.Call):
            continue
        imported: list[str] = []
        if isinstance(node, ast.Import):
            imported = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            imported = [f"{base}.{alias.name}" if f"{base}.{alias.name}" in modules else base for alias in node.names]
        elif ast.unparse(node.func).endswith("import_module") and node.args:
            argument = node.args[0]
            imported = [str(argument.value)] if isinstance(argument, ast.Constant) else []
        for target in sorted({target for target in imported if target.split(".")[0] == "teikit"}):
            if target != name:
                yield Import(name, node.lineno, target)


def rows_of(design: str) -> list[list[str]]:
    """The rows of the table of modules: the names of the modules and packages in each, from above to below."""
    table = design.partition("| module | what it does |\n")[2].partition("\n\n")[0]
    cells = [line.split("|")[1] for line in table.splitlines()[1:]]
    paths = [re.findall(r"`(teikit/[\w/]+)(?:\.py)?`", cell) for cell in cells]
    return [[path.rstrip("/").replace("/", ".") for path in row] for row in paths]


def lists_of(design: str) -> dict[str, set[str]]:
    """What the section on the larger packages names in the list of each: a package, and the words in backticks."""
    section = design.partition("### Inside the larger packages\n")[2].partition("\n## ")[0]
    lists = {part.partition("`")[0]: part for part in section.split("\n#### `")[1:]}
    return {path.rstrip("/").replace("/", "."): set(re.findall(r"`(\w+)`", text)) for path, text in lists.items()}


def row_of(module: str, rows: list[list[str]]) -> int | None:
    """The number of the row in which a module stands: by its own name, else by that of the nearest package."""
    fitting = [
        (len(name), number)
        for number, row in enumerate(rows)
        for name in row
        if module == name or module.startswith(f"{name}.")
    ]
    return max(fitting)[1] if fitting else None


def circles(imports: list[Import]) -> list[list[str]]:
    """Groups of modules each of which leads to all others of its group by imports."""
    reached: dict[str, set[str]] = {}
    for arrow in imports:
        reached.setdefault(arrow.importer, set()).add(arrow.imported)
        reached.setdefault(arrow.imported, set())
    for middle in reached:
        for targets in reached.values():
            if middle in targets:
                targets |= reached[middle]
    in_circles = [(name, targets) for name, targets in reached.items() if name in targets]
    groups = {frozenset(target for target in targets if name in reached[target]) for name, targets in in_circles}
    return sorted(sorted(group) for group in groups)


MODULES = modules_below(ROOT)
IMPORTS = [arrow for name, path in MODULES.items() for arrow in imports_of(name, path, MODULES)]
ROWS = rows_of((ROOT / "DESIGN.md").read_text("utf-8"))


# ------------------------------------------------------------- the real tree


def test_every_module_has_a_row_in_the_table() -> None:
    without = [name for name in MODULES if name != FACADE and row_of(name, ROWS) is None]
    assert not without, "put these into the table of modules in DESIGN.md, below all that they import"


def test_every_name_in_the_table_is_that_of_a_module() -> None:
    assert [name for row in ROWS for name in row if name not in MODULES] == []


@pytest.mark.parametrize(("package", "named"), lists_of((ROOT / "DESIGN.md").read_text("utf-8")).items())
def test_the_list_of_a_package_names_all_of_its_modules(package: str, named: set[str]) -> None:
    modules = [name for name, path in MODULES.items() if name.startswith(f"{package}.") and path.stem != "__init__"]
    assert [name for name in modules if name.rpartition(".")[2] not in named] == []


def test_imports_point_up_the_table() -> None:
    """To mend it, move the function to where it belongs, or the row to where the module stands."""
    against = []
    for arrow in IMPORTS:
        importer, imported = row_of(arrow.importer, ROWS), row_of(arrow.imported, ROWS)
        if FACADE not in (arrow.importer, arrow.imported) and (imported or 0) > (importer or 0):
            against.append(str(arrow))
    assert against == []


def test_there_are_no_circles() -> None:
    assert circles([arrow for arrow in IMPORTS if FACADE not in (arrow.importer, arrow.imported)]) == []


def test_the_core_imports_nothing_else_of_teikit() -> None:
    outward = [arrow for arrow in IMPORTS if arrow.importer.startswith("teikit.core")]
    assert [str(arrow) for arrow in outward if not arrow.imported.startswith("teikit.core")] == []


@pytest.mark.parametrize("path", sorted((ROOT / "teikit" / "passes").glob("*.py")), ids=lambda path: path.stem)
def test_a_pass_imports_no_other_pass_and_no_lxml(path: Path) -> None:
    imported = {
        name
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    }
    assert [name for name in imported if name.startswith("teikit.passes") or name.split(".")[0] == "lxml"] == []


def test_xml_is_parsed_in_one_module_only() -> None:
    """Untrusted XML is refused there before lxml sees it: too large, packed, with entities of its own."""
    parsing = re.compile(r"(?<!>>> )\betree\.(?:fromstring|XML|parse)\(")
    examples = re.compile(r"^\s*>>>.*$", re.MULTILINE)
    parsers = {name for name, path in MODULES.items() if parsing.search(examples.sub("", path.read_text("utf-8")))}
    assert parsers == {"teikit.files.xml"}


def test_no_module_is_named_like_a_public_function() -> None:
    """``import teikit.convert`` would put the module into the place of the function ``teikit.convert``."""
    beside = {name.split(".")[1] for name in MODULES if name.count(".") == 1}
    assert beside.isdisjoint(teikit.__all__)


# --------------------------------------------- the test finds what it is for


@pytest.mark.parametrize(
    ("line", "imported"),
    [
        ("import teikit.high", "teikit.high"),
        ("from teikit import high", "teikit.high"),
        ("from teikit.high import NAME", "teikit.high"),
        ("from . import high", "teikit.high"),
        ("from .high import NAME", "teikit.high"),
        ("def f():\n    from teikit.high import NAME", "teikit.high"),
        ("if TYPE_CHECKING:\n    from teikit.high import NAME", "teikit.high"),
        ("importlib.import_module('teikit.high')", "teikit.high"),
    ],
)
def test_an_import_is_found_wherever_it_stands(line: str, imported: str, tmp_path: Path) -> None:
    path = tmp_path / "low.py"
    path.write_text(line, "utf-8")
    modules = {"teikit": path, "teikit.low": path, "teikit.high": path}
    assert [arrow.imported for arrow in imports_of("teikit.low", path, modules)] == [imported]


def test_a_row_may_name_a_file_of_a_package_that_has_a_row() -> None:
    rows = rows_of(
        "| module | what it does |\n|---|---|\n| `teikit/a.py`, `teikit/b/c.py` | x |\n| `teikit/b/` | y |\n\nEnd\n"
    )
    assert rows == [["teikit.a", "teikit.b.c"], ["teikit.b"]]
    assert [row_of(name, rows) for name in ("teikit.a", "teikit.b.c", "teikit.b.d", "teikit.b", "teikit.e")] == [
        0, 0, 1, 1, None,
    ]  # fmt: skip


def test_a_circle_of_three_is_found() -> None:
    arrows = [Import(*arrow) for arrow in (("a", 1, "b"), ("b", 1, "c"), ("c", 1, "a"), ("c", 1, "d"), ("d", 1, "e"))]
    assert circles(arrows) == [["a", "b", "c"]]
