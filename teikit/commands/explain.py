"""``teikit explain``: the rules in their own words; why a word reads as it does, and a document is what it is."""

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
    """Hand over what is known about a rule, about the word at a place, about the genre of a file; or all rules."""
    if sum(bool(asked) for asked in (options.rule, options.at, options.genre)) > 1:
        raise UsageError("USAGE-EXPLAIN", "a rule and a place were named", "Ask for one after the other.")
    if options.at or options.genre:
        explain_file = _at if options.at else _genre
        account = explain_file(options.at or options.genre, Options.of(options))
        hand_over(account.encode("utf-8", "backslashreplace"))
        return ExitCode.DONE
    if options.rule:
        check_rules((options.rule,))
    hand_over((explain(options.rule) if options.rule else list_of_rules()).encode())
    return ExitCode.DONE


def _genre(name: str, options: Options) -> str:
    from teikit.messages.genre import explain_genres
    from teikit.readers import read

    return explain_genres(read(inputs.load(Path(name)), name), load_lexicon(options))


def _at(place: str, options: Options) -> str:
    from teikit.messages.why import explain_word
    from teikit.readers import read

    name, line, column = [*place.rsplit(":", 2), "", ""][:3]
    if not (line.isdecimal() and column.isdecimal() and line.isascii() and column.isascii()):
        hint = "Write FILE:LINE:COLUMN, as the messages of 'teikit convert -v' do."
        raise UsageError("USAGE-PLACE", f"'{place}' is no place in a file", hint)
    lexicon = load_lexicon(options)
    return explain_word(read(inputs.load(Path(name)), name), int(line), int(column), lexicon)
