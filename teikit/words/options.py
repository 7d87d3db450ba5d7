"""What each token of a run, or a few in a row, may have been on the page: the options, each with what it costs.

A cost is in nats: what the channel asks for the difference between the option and what was read, and more where the
option leaves something that no typist would put there. The first option of each token leaves it as it stands.
"""

from __future__ import annotations

from teikit.words.run import Kind, Option, Run
from teikit.words.several import apart, joined
from teikit.words.single import single


def options(run: Run) -> list[list[Option]]:
    """For each token of a run the options that begin with it."""
    return [_options(run, at) for at in range(len(run.tokens))]


def _options(run: Run, at: int) -> list[Option]:
    as_read = run.as_read(at)
    found = [as_read, *single(run, at, as_read)]
    if not apart(run, at) and (run.kinds[at] is not Kind.MARK or as_read.cost):
        found += joined(run, at)
    return found
