"""``teikit explain``: the rules in their own words."""

from __future__ import annotations

import argparse

from teikit.commands import hand_over
from teikit.errors import ExitCode
from teikit.explain import check, explain, overview


def run(options: argparse.Namespace) -> ExitCode:
    """Hand over what is known about one rule, or the list of all."""
    if options.rule:
        check((options.rule,))
    hand_over((explain(options.rule) if options.rule else overview()).encode())
    return ExitCode.DONE
