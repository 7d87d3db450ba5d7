"""Do a run from the request to its last message: checks before the work, reports during and after it."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

from teikit.chain import passes_of_others
from teikit.conversion import load_lexicon
from teikit.errors import ExitCode, FileSystemError
from teikit.files import write
from teikit.inputs import Skipped, in_utf8
from teikit.messages.explanations import check_rules
from teikit.tei.text.facsimile import check_template
from teikit.wording import counted, say, visible
from teikit.work.batch import Batch, exit_code
from teikit.work.documents import BatchDocument, NamedDocuments, in_unicode
from teikit.work.driver import open_batch, preview, run
from teikit.work.dry_run import plan_line, show_plan
from teikit.work.named_outputs import refuse_outputs
from teikit.work.outcome import Failure, Outcome
from teikit.work.plan import refuse_collisions
from teikit.work.progress import Progress
from teikit.work.report import failure_line, refuse_other_file, write_report
from teikit.work.request import Request
from teikit.work.summary import summary
from teikit.work.tasks.task import Task

FEW_DOCUMENTS = 20  # most documents to do for which each one gets a line of its own


def run_task(task: Task, request: Request, name: Callable[[], NamedDocuments]) -> ExitCode:
    """Plan a task, run it or only show what it would do, and report; returns the exit code.

    ``name`` gives the documents; it is called after the options were checked. Raises the errors in options, lists,
    decisions and output folder before anything is written.
    """
    check_rules(task.options.without, to_leave_out=True)
    check_template(task.options.images)
    passes_of_others()  # a pass that cannot be imported is refused before anything is done
    named = name()
    refuse_collisions(named.documents)
    refuse_outputs(task, request, named)
    documents = enumerate(named.documents)
    chosen_documents = [pair for pair in documents if request.part is None or request.part.has(pair[1].id)]
    if task.options.collection or task.options.files:
        load_lexicon(task.options)  # a faulty list or decision is refused before anything is written
    if request.dry_run or request.diff:
        plan = preview(task, request, chosen_documents)
        if not request.diff:
            return show_plan(plan, task, request, named.skipped)
        from teikit.work.differences import show_differences

        return show_differences(plan, task, request)
    if any(not document.refusal for _, document in chosen_documents):
        _prepare(request, task, many=not named.are_short)
    with open_batch(task, request, chosen_documents, named.are_short) as batch:
        return _run(batch, named.skipped)


def _run(batch: Batch, skipped: list[Skipped]) -> ExitCode:
    """Do a batch and write its reports; returns the exit code."""
    request = batch.request
    batch.ledger.remember_skipped(skipped)
    _make_documents(batch)
    if batch.task.options.bag and not batch.stop.asked and (batch.plan.todo or not batch.is_short):
        _close_bag(request)
    if batch.stop.code not in (ExitCode.INTERRUPTED, ExitCode.TERMINATED):  # they may take minutes
        _write_files_about(batch)
    code = exit_code(batch)
    if code == ExitCode.DONE and request.strict and batch.ledger.asking():
        code = ExitCode.FINDINGS
    _report_end(batch, skipped, code)
    return code


# ------------------------------------------------------------- before the work


def _prepare(request: Request, task: Task, many: bool) -> None:
    """Check before the work that all files can be written; ``many`` says that the HTML is a folder of pages."""
    if request.report:
        folder = Path(request.report).parent
        is_in_output = bool(request.output) and folder.resolve().is_relative_to(request.folder.resolve())
        if not folder.is_dir() and not is_in_output:
            raise FileSystemError("IO-GONE", "there is no such folder", write.MAKE_FOLDER, str(folder))
        write.prepare(folder)
        refuse_other_file(Path(request.report), request.force)
    if request.overview:
        write.prepare(Path(request.overview))
    if request.html:
        write.prepare(Path(request.html) if many else Path(request.html).parent)
    if task.options.releases:
        write.prepare(Path(request.output, task.options.releases))
    if request.ledger:
        from teikit.work import withheld

        write.prepare(Path(request.ledger).parent)
        withheld.refuse_other_file(Path(request.ledger), request.force)


# ------------------------------------------------------------ during the work


def _make_documents(batch: Batch) -> None:
    """Do the documents of a batch, and report the progress."""
    request = batch.request
    todo = len(batch.plan.todo) + batch.plan.counts["refused"]
    progress = Progress(todo, quiet=request.quiet or batch.is_short, as_json=request.log_json)
    quiet = request.quiet or request.json
    if request.log_json:
        progress.event("plan", **batch.plan.counts, total=len(batch.plan.documents))
        for document, why in batch.plan.older:
            progress.event("older", document=in_unicode(document.shown), why=why)
    elif (
        not quiet and not batch.is_short and (todo > FEW_DOCUMENTS or len(batch.plan.todo) < len(batch.plan.documents))
    ):
        progress.say(plan_line(batch.plan, batch.task))
    each = todo <= FEW_DOCUMENTS or batch.is_short or request.verbose

    def settled(document: BatchDocument, outcome: Outcome, placed: str) -> None:
        """Count a document that was committed, and report its outcome."""
        progress.count(failed=outcome.failed)
        for text in _lines(batch, document, outcome, placed, each):
            if request.json and request.output:
                print(text)  # nothing else goes to standard output, so it can be piped
            else:
                progress.say(text, for_programs=request.json)
        if request.log_json:
            _log(progress, document, outcome)

    run(batch, settled, _ticking(batch, progress, quiet))
    progress.end()


def _ticking(batch: Batch, progress: Progress, quiet: bool) -> Callable[[], None]:
    """The function that is called several times a second: it reports the progress, and a stop once."""
    is_reported = quiet or batch.request.log_json

    def tick() -> None:
        """Report the progress of the run, and once that it stops."""
        nonlocal is_reported
        if batch.stop.asked and not is_reported:
            is_reported = True
            reason = batch.stop.reason
            progress.say(f"Stopping ({reason}): documents in progress are finished first; Ctrl-C again stops at once.")
        progress.tick()

    return tick


def _lines(batch: Batch, document: BatchDocument, outcome: Outcome, placed: str, each: bool) -> list[str]:
    """The lines about one document. ``placed`` gives the places of its outputs (``written a.xml``), empty for none.

    ``each`` says that every document gets a line, not only those that failed.
    """
    request, task = batch.request, batch.task
    if request.json:
        failures = [*outcome.left_out, *([outcome.failure] if outcome.failure else [])]
        lines = [failure_line(document.shown, failure).decode("ascii").rstrip() for failure in failures]
        return lines + (zlib.decompress(outcome.report).decode("ascii").splitlines() if outcome.report else [])
    if request.log_json:
        return []
    lines = list(map(_shown, outcome.left_out))
    if outcome.failure and (outcome.failed or (each and not request.quiet)):
        lines.append(_shown(outcome.failure))
    if outcome.failure or request.quiet or not each:
        return lines
    if batch.single:
        return [*lines, outcome.summary, *([f"{visible(placed)} ({task.checked})"] if placed else [])]
    return [*lines, f"{outcome.summary}; {visible(placed)}"]


def _shown(failure: Failure) -> str:
    return str(failure._replace(place=visible(failure.place)).error)


def _log(progress: Progress, document: BatchDocument, outcome: Outcome) -> None:
    """Log the outcome of a document, as JSON lines."""
    name = in_unicode(document.shown)
    for failure in outcome.left_out:
        progress.event("left out", document=name, **failure._asdict())
    if outcome.failure:
        progress.event(outcome.failure.state, document=name, **outcome.failure._asdict())
    else:
        progress.event("done", document=name, outputs=[made.path for made in outcome.outputs])


# ------------------------------------------------------------------ afterwards


def _close_bag(request: Request) -> None:
    from teikit.inputs.sealing import seal_bag

    files = counted(seal_bag(request.folder), "file")
    say(f"{request.output} is a bag of {files} (BagIt 1.0)")


def _write_files_about(batch: Batch) -> None:
    """Write the files about a batch that its request names: report, overview, pages, ledger of withheld text."""
    request = batch.request
    if request.report:
        write_report(batch.ledger, Path(request.report), request.force)
    if request.overview:
        from teikit.html.overview import write_overview

        output = request.folder if request.output else None
        write_overview(batch.ledger, Path(request.overview), request.force, output)
    if request.ledger:
        from teikit.work.withheld import write_withheld

        verdict = write_withheld(batch.ledger, Path(request.ledger), request.force)
        if verdict and not (request.quiet or request.json or request.log_json):
            say(f"{verdict} {visible(request.ledger)}")
    if request.html and not batch.is_short:
        from teikit.html.collection import write_collection

        write_collection(batch.ledger.withheld_by_record(), Path(request.html))


def _report_end(batch: Batch, skipped: list[Skipped], code: ExitCode) -> None:
    """Report the result at the end of a batch."""
    request = batch.request
    progress = Progress(0, quiet=request.quiet, as_json=request.log_json)
    if request.log_json:
        for name, why, _ in skipped:
            progress.event("no input", document=in_utf8(name), why=why)
        progress.event("end", exit=int(code), **batch.ledger.counts())
        return
    if batch.error:
        say(str(batch.error))
    if request.quiet or request.json:
        return
    for text in summary(batch, skipped, code):
        progress.say(text)
