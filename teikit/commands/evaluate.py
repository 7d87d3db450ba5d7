"""``teikit evaluate``: measure outputs against a correct text."""

from __future__ import annotations

import argparse
from pathlib import Path

from teikit import inputs
from teikit.errors import ExitCode, TeikitError
from teikit.evaluation.evaluate import Evaluation, evaluate
from teikit.evaluation.tables import as_json, as_table
from teikit.evaluation.truth import pairs
from teikit.files import write
from teikit.wording import say, visible


def run(options: argparse.Namespace) -> ExitCode:
    """Compare each truth with its output; a truth that cannot be read or has no output does not stop the others."""
    belonging, alone = pairs(options.truth, options.output)
    inputs.refuse_input([options.html or ""], (str(path) for pair in belonging for path in (pair.truth, pair.output)))
    for name in alone:
        say(f"{visible(name)}: there is no output for this truth [EVALUATE-ALONE]")
    evaluations: list[Evaluation] = []
    failed = bool(alone)
    for pair in belonging:
        try:
            evaluations.append(evaluate(pair, options.layer or ""))
        except TeikitError as error:
            if len(belonging) == 1:
                raise
            say(str(error))
            failed = True
    if options.html:
        from teikit.evaluation.page import page  # only where a page is requested

        path = Path(options.html)
        write.prepare(path.parent)
        say(f"{write.write(path, page(evaluations), bool(options.force))} {visible(options.html)}")
    write.hand_over(as_json(evaluations) if options.json else as_table(evaluations))
    return ExitCode.SOME_FAILED if failed else ExitCode.DONE
