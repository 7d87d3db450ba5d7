"""``teikit completion``: the script for the shell, made from the parser itself."""

from __future__ import annotations

import argparse

import shtab

from teikit.chain import RULES
from teikit.errors import ExitCode
from teikit.write import hand_over

COMPLETES = {"INPUT": shtab.FILE, "FILE": shtab.FILE, "DIR": shtab.DIRECTORY}


def run(options: argparse.Namespace) -> ExitCode:
    """Hand over a completion script; files, folders and rules are completed too."""
    top = options.parser()
    commands = next(action for action in top._actions if isinstance(action, argparse._SubParsersAction))
    for command in commands.choices.values():
        for action in command._actions:
            if action.metavar == "RULE":
                action.choices = RULES
            elif action.metavar in COMPLETES:
                action.complete = COMPLETES[action.metavar]
    hand_over(shtab.complete(top, options.shell).encode())
    return ExitCode.DONE
