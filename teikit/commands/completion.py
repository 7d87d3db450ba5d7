"""``teikit completion``: the completion script for a shell, made from the parser."""

from __future__ import annotations

import argparse

import shtab

from teikit.chain import RULES
from teikit.errors import ExitCode
from teikit.files.write import hand_over

COMPLETES = {"INPUT": shtab.FILE, "FILE": shtab.FILE, "DIR": shtab.DIRECTORY}


def run(options: argparse.Namespace) -> ExitCode:
    """Print a completion script; files, folders and rules are completed, too."""
    top = options.parser()
    _say_what_completes(top)
    hand_over(shtab.complete(top, options.shell).encode())
    return ExitCode.DONE


def _say_what_completes(parser: argparse.ArgumentParser) -> None:
    """Mark the arguments of each command that are files, folders or rules."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                _say_what_completes(command)
        elif action.metavar == "RULE":
            action.choices = RULES
        elif action.metavar in COMPLETES:
            action.complete = COMPLETES[action.metavar]  # type: ignore[attr-defined]
