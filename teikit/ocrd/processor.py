"""``ocrd-teikit``: teikit as a processor of OCR-D, which adds corrected PAGE files to a workspace with OCR.

It has the command line of OCR-D's specification and needs no package of OCR-D: teikit reads and writes METS and PAGE
anyway. All pages are corrected as one text, so that heads, hyphens and sections are recognised across pages; each page
is read and written separately, and one that fails does not stop the others.
"""

from __future__ import annotations

import argparse
import importlib.resources
import json
import math
import os
import re
import sys
import time
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from teikit import __version__
from teikit.errors import FileSystemError, TeikitError, UsageError, did_you_mean, without_option
from teikit.export.mets import add_file_group, check_file_group
from teikit.files import write
from teikit.inputs.contents import load
from teikit.messages.explanations import check_rules
from teikit.ocrd.workspace import NOT_IN_FILE_NAME, PROCESSOR, corrected_pages, existing_files, read_pages, write_page
from teikit.options import Options
from teikit.readers.mets_structure import MetsPage, parse_mets
from teikit.wording import say

LEVELS = ("OFF", "ERROR", "WARN", "INFO", "DEBUG", "TRACE")
WHEN_MISSING = "OCRD_MISSING_OUTPUT"
"""The environment variable for what to do about a page that cannot be read."""
WHEN_THERE = "OCRD_EXISTING_OUTPUT"
"""The environment variable for what to do about a page that exists already."""
POLICIES = {WHEN_MISSING: ("SKIP", "ABORT", "COPY"), WHEN_THERE: ("SKIP", "ABORT", "OVERWRITE")}
"""The values of the environment variables; the first is the default."""
MOST_MISSING = "OCRD_MAX_MISSING_OUTPUTS"
"""The environment variable for the share of the pages that may fail; negative if all may."""
MOST_FAILED = "0.1"
"""Share of the pages that may fail, by default."""
COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)
"""A comment in a file of parameters, which OCR-D allows and JSON does not: ``# pages of 1962``."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the processor; returns 0 if it is done, else 1."""
    try:
        options = _parser().parse_args(sys.argv[1:] if argv is None else argv)
    except SystemExit as stop:
        return int(bool(stop.code))
    if options.dump_json:
        print(json.dumps(tool()["tools"][PROCESSOR], indent=2))
        return 0
    try:
        return _run(options)
    except TeikitError as error:
        without_option(error)
        _log(options, "ERROR", str(error))
    except OSError as error:
        _log(options, "ERROR", f"{error.filename}: {error.strerror}")
    return 1


def tool() -> dict[str, Any]:
    """The description of the processor for OCR-D (ocrd-tool.json)."""
    text = importlib.resources.files("teikit.ocrd").joinpath("ocrd-tool.json").read_text("utf-8")
    described: dict[str, Any] = json.loads(text)
    return {**described, "version": __version__}


def _parser() -> argparse.ArgumentParser:
    """The arguments that OCR-D gives its processors."""
    parser = argparse.ArgumentParser(
        prog=PROCESSOR, description=tool()["tools"][PROCESSOR]["description"], allow_abbrev=False
    )
    add = parser.add_argument
    add("-m", "--mets", default="", metavar="PATH", help="the METS (default: mets.xml in the working folder)")
    add(
        "-w", "--working-dir", default="", metavar="DIR", help="the folder of the workspace (default: that of the METS)"
    )
    add("-I", "--input-file-grp", default="", metavar="USE", help="the file group with the OCR")
    add("-O", "--output-file-grp", default="", metavar="USE", help="the file group to write")
    add("-g", "--page-id", default="", metavar="ID,ID", help="only these pages")
    add("-p", "--parameter", action="append", default=[], metavar="JSON", help="parameters: JSON, or a JSON file")
    add("-P", "--param-override", nargs=2, action="append", default=[], metavar=("KEY", "VALUE"), help="one parameter")
    add("--overwrite", action="store_true", help="replace existing pages")
    add("-l", "--log-level", choices=LEVELS, default="INFO", help="the log level (default: INFO)")
    add("-J", "--dump-json", action="store_true", help="the description of this processor")
    add("-V", "--version", action="version", version=f"{PROCESSOR} {__version__}")
    return parser


# ------------------------------------------------------------------- the workspace


def _run(options: argparse.Namespace) -> int:
    """Correct the requested pages and enter them in the METS; returns 0 unless more pages fail than may."""
    mets = Path(options.mets or Path(options.working_dir or ".") / "mets.xml")
    folder = Path(options.working_dir or mets.parent)
    use = options.output_file_grp
    _check_groups(options)
    chosen, most = _parameters(options), _most_failed()
    on_missing, on_existing = _policy(options, WHEN_MISSING), _policy(options, WHEN_THERE)
    data = _loaded(mets, "Name the METS with -m, or its folder with -w.")
    check_file_group(data, use, str(mets))
    planned = [page for page in parse_mets(data, str(mets), options.input_file_grp).pages if page.href]
    asked = _asked(options.page_id, planned)
    existing = existing_files(data, str(mets), use)
    keep = _kept(on_existing, use, asked, existing)
    pages = list(read_pages(folder, [page for page in asked if page.id not in keep], use))
    failed = [page for page in pages if page.error]
    for page in failed:
        if page.error is not None:
            without_option(page.error)
        _log(options, "ERROR", f"page {page.planned.id}: {page.error}")
    if failed and on_missing == "ABORT":
        return 1
    new = {page.planned.id: write_page(folder, page, content) for page, content in corrected_pages(pages, chosen)}
    if on_missing == "COPY":
        new |= {page.planned.id: write_page(folder, page, page.data) for page in failed if page.data}
    files = {**existing, **new}
    ordered = [files[page.id] for page in planned if page.id in files]
    if new:
        write.write(mets, add_file_group(data, use, ordered, __version__, str(mets)), force=True)
    _log(options, "INFO", f"{len(new)} pages written to {use}, {len(keep)} kept, {len(failed)} failed")
    return int(bool(failed) and 0 <= most < len(failed) / len(asked))


def _check_groups(options: argparse.Namespace) -> None:
    """Raise USAGE-OCRD unless the command line names one file group to read and another one to write.

    The one to write is a folder in the workspace, too.
    """
    for flag, value in (("-I", options.input_file_grp), ("-O", options.output_file_grp)):
        if not value or "," in value:
            raise UsageError("USAGE-OCRD", f"{flag} must name one file group", f"{PROCESSOR} -I OCR-D-OCR -O OCR-D-COR")
    use = options.output_file_grp
    if use == options.input_file_grp:
        raise UsageError("USAGE-OCRD", "-I and -O name the same file group", "Name a new one with -O.", use)
    if NOT_IN_FILE_NAME.search(use) or use.startswith("."):
        message = "-O must name a file group with letters, digits, '_', '-' and '.'"
        raise UsageError("USAGE-OCRD", message, "Such as OCR-D-COR.", use)


def _kept(policy: str, use: str, asked: Sequence[MetsPage], existing: Collection[str]) -> set[str]:
    """The ids of the pages whose files stay as they are. Raises USAGE-OCRD if there may be none (ABORT)."""
    keep = {page.id for page in asked if page.id in existing and policy != "OVERWRITE"}
    if keep and policy == "ABORT":
        raise UsageError("USAGE-OCRD", f"the group {use} already has these pages", "Use --overwrite.", ", ".join(keep))
    return keep


def _asked(ids: str, planned: Sequence[MetsPage]) -> list[MetsPage]:
    """The pages that are named, or all of them. Raises USAGE-OCRD for a name that no page has."""
    wanted = [name.strip() for name in ids.split(",") if name.strip()]
    page_ids = [page.id for page in planned]
    for name in wanted:
        if name not in page_ids:
            raise UsageError("USAGE-OCRD", f"there is no page {name!r}", did_you_mean(name, page_ids))
    return [page for page in planned if not wanted or page.id in wanted]


# ------------------------------------------------------------------- the request


def _parameters(options: argparse.Namespace) -> Options:
    """The options of teikit in the parameters.

    Raises USAGE-OCRD for a parameter that does not exist or is not JSON, and USAGE-RULE for an unknown rule.
    """
    parameters: dict[str, Any] = {}
    for given in options.parameter:
        hint = 'Name a JSON file, or give a JSON object, such as {"certainty": "high"}.'
        text = given if given.lstrip().startswith("{") else _loaded(Path(given), hint).decode("utf-8", "replace")
        try:
            parsed = json.loads(COMMENT.sub("", text))
        except ValueError as error:
            raise UsageError("USAGE-OCRD", f"the parameters are not JSON: {error}", "", given) from None
        if not isinstance(parsed, dict):
            raise UsageError(
                "USAGE-OCRD", "the parameters must be a JSON object", 'Such as {"certainty": "high"}.', given
            )
        parameters |= parsed
    parameters |= dict(options.param_override)
    described: Mapping[str, Any] = tool()["tools"][PROCESSOR]["parameters"]
    for name, value in parameters.items():
        if name not in described:
            raise UsageError("USAGE-OCRD", f"there is no parameter {name!r}", did_you_mean(name, described))
        if not isinstance(value, str):
            raise UsageError("USAGE-OCRD", f"the parameter {name} must be a text", "Put it into quotation marks.")
    values = {name: parameters.get(name, about["default"]) for name, about in described.items()}
    several = {name: tuple(filter(None, values[name].split(","))) for name in ("collection", "words", "without")}
    check_rules(several["without"], to_leave_out=True)
    return Options(certainty=values["certainty"], **several)  # type: ignore[arg-type]


def _loaded(path: Path, hint: str) -> bytes:
    """The bytes of a file that was named. Raises IN-MISSING, with the hint, and what reading a file raises."""
    if not path.exists():
        raise FileSystemError("IN-MISSING", "there is no such file", hint, str(path))
    return load(path)


def _most_failed() -> float:
    """The share of the pages that may fail. Raises USAGE-OCRD if its environment variable has no number."""
    text = os.environ.get(MOST_MISSING, MOST_FAILED)
    try:
        share = float(text)
    except ValueError:
        share = math.nan
    if math.isnan(share):
        raise UsageError("USAGE-OCRD", f"{MOST_MISSING} must be a number", f"It is {text!r}.")
    return share


def _policy(options: argparse.Namespace, variable: str) -> str:
    """The value of an environment variable; ``--overwrite`` takes precedence. Raises USAGE-OCRD for an unknown one."""
    if variable == WHEN_THERE and options.overwrite:
        return "OVERWRITE"
    known = POLICIES[variable]
    value = os.environ.get(variable, known[0])
    if value not in known:
        raise UsageError("USAGE-OCRD", f"{variable} must be one of {', '.join(known)}", f"It is {value!r}.")
    return value


def _log(options: argparse.Namespace, level: str, message: str) -> None:
    """Print a line of the log in the format of OCR-D."""
    if LEVELS.index(level) <= LEVELS.index(options.log_level):
        now = time.time()
        clock = f"{time.strftime('%H:%M:%S', time.localtime(now))}.{int(now * 1000) % 1000:03}"
        say(f"{clock} {level} {PROCESSOR} - {' '.join(message.split())}")


if __name__ == "__main__":
    sys.exit(main())
