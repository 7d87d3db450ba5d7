"""Build a release, check it, install wheel and sdist each into an empty environment, and try both there.

    tox -e release

Nothing is uploaded. Wheel and sdist are written into the named folder (``dist`` by default).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
STEPS = (
    ("sample", "samples"),
    ("convert", "samples", "-o", "out", "--quiet"),
    ("validate", "out", "--quiet"),
    ("recover", "out/polto-circular-12.xml", "-o", "again.txt"),
    ("publish", "out", "site"),
)
"""The commands that are tried with each, by their arguments."""

PROJECT = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["project"]
NO_ADDRESS = (
    "Not to be uploaded yet: the project has no address. Say it as Source in [project.urls] of pyproject.toml, "
    "as git_url in teikit/ocrd/ocrd-tool.json and as repository-code in CITATION.cff."
)


def main() -> None:
    """Build, check, install and try."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dist", nargs="?", default=TOP / "dist", type=Path, help="folder for wheel and sdist")
    dist: Path = parser.parse_args().dist
    _run(sys.executable, "-m", "build", "--outdir", dist, TOP)
    built = [max(dist.glob(pattern), key=lambda path: path.stat().st_mtime) for pattern in ("*.whl", "*.tar.gz")]
    _run(sys.executable, "-m", "twine", "check", "--strict", *built)
    _run(sys.executable, "-m", "check_wheel_contents", "--ignore", "W002", built[0])
    for package in built:
        _try(package)
    if not PROJECT.get("urls"):
        print(NO_ADDRESS)


def _try(package: Path) -> None:
    """Install a package into an environment with nothing else in it, and run the commands."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        venv.create(folder / "env", with_pip=True)
        _run(folder / "env" / "bin" / "python", "-m", "pip", "install", "--quiet", package.resolve())
        for arguments in STEPS:
            _run(folder / "env" / "bin" / "teikit", *arguments, cwd=folder)
        sample = folder / "samples" / "polto-circular-12.txt"
        if sample.read_bytes() != (folder / "again.txt").read_bytes():
            sys.exit(f"{package.name}: the sample does not come back byte for byte")
    print(f"{package.name}: {package.stat().st_size:,} bytes, installed and tried")


def _run(*command: str | Path, cwd: Path | None = None) -> None:
    done = subprocess.run([str(part) for part in command], cwd=cwd)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}: exit code {done.returncode}")


if __name__ == "__main__":
    main()
