"""Make a site of the documentation: docs/ and the pages outside of it that it links to; every link is checked.

    tox -e docs -- OUT

Pages outside of docs/ (figures, schemas, dictionaries, design) are put next to the others, and pictures are copied. A
link to anything else (a folder, a file of code) becomes plain text. A warning of Sphinx is an error.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
BESIDE = {
    "benchmarks/README.md": "figures.md",
    "benchmarks/findings.md": "findings.md",
    "dictionaries/README.md": "dictionaries.md",
    "schemas/README.md": "schemas.md",
    "viewer/README.md": "viewer.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "DESIGN.md": "design.md",
    "SECURITY.md": "security.md",
}
"""Pages outside of docs/, and their names on the site."""
LINK = re.compile(r"(?P<picture>!?)\[(?P<words>[^\]\n]*)\]\((?P<target>[^)\s#]*)(?P<anchor>#[^)\s]*)?\)")
PICTURES = {".png", ".svg"}  # endings of pictures, which are copied
ORPHAN = "---\norphan: true\n---\n\n"  # so that Sphinx does not ask for a place in the contents


def main() -> None:
    """Put all pages into one folder, and let Sphinx make the site."""
    out = Path(sys.argv[1] if len(sys.argv) > 1 else TOP / "out" / "docs").resolve()
    with tempfile.TemporaryDirectory() as work:
        pages = {path.relative_to(TOP).as_posix(): path.name for path in (TOP / "docs").glob("*.md")} | BESIDE
        shutil.copy(TOP / "docs" / "conf.py", work)
        for source, name in pages.items():
            text = LINK.sub(_rewriting(source, pages, Path(work)), (TOP / source).read_text("utf-8"))
            Path(work, name).write_text((ORPHAN if source in BESIDE else "") + text, "utf-8")
        command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", work, str(out)]
        sys.exit(subprocess.run(command).returncode)


def _rewriting(source: str, pages: dict[str, str], work: Path) -> Callable[[re.Match[str]], str]:
    """A function that rewrites a link of a page: to the place on the site, to a copied picture, or as plain text."""

    def rewritten(link: re.Match[str]) -> str:
        target, anchor = link["target"], link["anchor"] or ""
        if not target or ":" in target:
            return link[0]
        file = (TOP / source).parent.joinpath(target).resolve()
        if file.suffix in PICTURES and file.is_file():
            shutil.copy(file, work)
            return f"{link['picture']}[{link['words']}]({file.name})"
        name = pages.get(file.relative_to(TOP).as_posix())
        return f"[{link['words']}]({name}{anchor})" if name else link["words"]

    return rewritten


if __name__ == "__main__":
    main()
