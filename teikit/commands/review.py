"""``teikit review``: proofread in the browser of this machine."""

from __future__ import annotations

import argparse
from pathlib import Path

from teikit import inputs
from teikit.commands.beside import options_of_batch, other_lists
from teikit.conversion import load_lexicon
from teikit.decisions.files import DECISIONS_FILE, with_decisions_of
from teikit.decisions.row import PERSON
from teikit.errors import ExitCode, FileSystemError, Refused, UsageError
from teikit.review.images import is_address
from teikit.review.server import Server
from teikit.review.static import refuse_other_pages, write_static
from teikit.review.work import Review
from teikit.wording import counted, say, visible
from teikit.work.batch_folder import known_grades
from teikit.work.report import check_report

LAST_PORT = 65535  # largest number of a TCP port


def run(arguments: argparse.Namespace) -> ExitCode:
    """Serve the review of an output folder until Ctrl-C; each decision is saved before the next page is shown.

    Raises USAGE-NUMBER for an impossible port or budget.
    """
    if not 0 <= arguments.port <= LAST_PORT:
        raise UsageError(
            "USAGE-NUMBER", f"--port must be a number from 0 to {LAST_PORT}", f"You gave {arguments.port}."
        )
    if arguments.budget < 0:
        raise UsageError("USAGE-NUMBER", "--budget cannot be less than 0", f"You gave {arguments.budget}.")
    review = _review(arguments)
    if arguments.static:
        return _write_pages(review, arguments.static)
    return _serve(review, arguments.port)


def _review(arguments: argparse.Namespace) -> Review:
    """The review that the arguments of the command describe.

    Raises FileSystemError if a folder or the report does not exist (IN-MISSING), Refused for a folder without TEI
    (IN-NOTHING) and a file that is not a report (REPORT-FORMAT), UsageError if nobody is named (USAGE-WHO).
    """
    folder = Path(arguments.output)
    if not folder.is_dir():
        raise FileSystemError(
            "IN-MISSING", "there is no such folder", "Name the output folder of convert.", str(folder)
        )
    if not arguments.who:
        message = "--who is missing: every decision names the person who made it"
        raise UsageError("USAGE-WHO", message, "Use --who NAME, one word: --who anna")
    if not PERSON.fullmatch(arguments.who):
        message = f"{arguments.who!r} cannot be the name of a person: one word of letters, dots and hyphens"
        raise UsageError("USAGE-WHO", message, "Use --who NAME, one word: --who anna")
    options = with_decisions_of(options_of_batch(folder, arguments), arguments.output)
    if error := other_lists(folder, options):
        say(str(error))
    review = Review(folder, folder / DECISIONS_FILE, arguments.who, load_lexicon(options), options)
    if not review.names:
        raise Refused("IN-NOTHING", "there is no TEI file here", "Name the output folder of convert.", str(folder))
    review.grades = known_grades(folder)
    review.budget, review.images = arguments.budget, arguments.images or ""
    if review.images and not is_address(review.images) and not Path(review.images).is_dir():
        hint = "--images must name a folder, or a URL with https://."
        raise FileSystemError("IN-MISSING", "there is no such folder", hint, review.images)
    if arguments.report:
        check_report(arguments.report)
        review.report = Path(arguments.report)
    return review


def _write_pages(review: Review, folder: str) -> ExitCode:
    """Write the pages of a review as files, and report it; SOME_FAILED if a document has no page.

    Raises USAGE-SAME-FILE for the folder that is reviewed, and OUT-EXISTS for one with other pages.
    """
    if inputs.identity(Path(folder)) == inputs.identity(review.folder):
        raise UsageError("USAGE-SAME-FILE", "this is the folder that is reviewed", "Name another.", folder)
    refuse_other_pages(Path(folder))
    failed = list(write_static(review, Path(folder)))
    for line in failed:
        say(visible(line))
    pages = f"{counted(len(review.names) - len(failed), 'page')} to {folder}: open index.html there"
    say(f"{pages}; add the decisions.jsonl that it gives to {review.file}")
    return ExitCode.SOME_FAILED if failed else ExitCode.DONE


def _serve(review: Review, port: int) -> ExitCode:
    """Serve a review until Ctrl-C. Raises REVIEW-PORT for a port that another program has, or that needs rights."""
    try:
        server = Server(review, port)
    except OSError as error:
        hint = "Name another one, or leave out --port: then a free one is taken."
        message = f"this port cannot be used: {error.strerror}"
        raise FileSystemError("REVIEW-PORT", message, hint, f"--port {port}") from None
    with server:
        say(f"{counted(len(review.names), 'document')}; decisions go to {review.file}. Open this page:\n  {server.url}")
        say("Ctrl-C ends it.")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say(f"{counted(review.made, 'decision')} made. teikit convert applies them.")
    return ExitCode.DONE
