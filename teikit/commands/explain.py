"""``teikit explain``: the rules in their own words, and why a word reads as it does."""

from __future__ import annotations

import argparse
from pathlib import Path

from teikit import inputs
from teikit.conversion import load_lexicon
from teikit.errors import ExitCode, UsageError
from teikit.messages.explanations import check_rules, explain, list_of_rules
from teikit.options import Options
from teikit.write import hand_over


def run(options: argparse.Namespace) -> ExitCode:
    """Hand over what is known about one rule, about the word at one place, or the list of all rules."""
    if options.rule and options.at:
        raise UsageError("USAGE-EXPLAIN", "a rule and a place were named", "Ask for one after the other.")
    if options.at:
        hand_over(_at(options.at, Options.of(options)).encode("utf-8", "backslashreplace"))
        return ExitCode.DONE
    if options.rule:
        check_rules((options.rule,))
    hand_over((explain(options.rule) if options.rule else list_of_rules()).encode())
    return ExitCode.DONE


def _at(place: str, options: Options) -> str:
    from teikit.messages.why import explain_word
    from teikit.readers import read

    name, line, column = [*place.rsplit(":", 2), "", ""][:3]
    if not (line.isdecimal() and column.isdecimal() and line.isascii() and column.isascii()):
        hint = "Write FILE:LINE:COLUMN, as the messages of 'teikit convert -v' do."
        raise UsageError("USAGE-PLACE", f"'{place}' is no place in a file", hint)
    lexicon = load_lexicon(options)
    return explain_word(read(inputs.load(Path(name)), name), int(line), int(column), lexicon)
