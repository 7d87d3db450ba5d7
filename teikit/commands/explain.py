"""``teikit explain``: describe rules and codes, and explain the reading of a word, the role of a line, a genre."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from teikit.conversion import load_lexicon
from teikit.core import Source
from teikit.errors import ExitCode, UsageError, did_you_mean
from teikit.files.write import hand_over
from teikit.inputs.named import expand
from teikit.lexicon import Lexicon
from teikit.messages.codes import codes, explain_code
from teikit.messages.explanations import check_rules, explain, list_of_rules
from teikit.options import Options

LONGEST_NUMBER = 9  # most digits of the number of a line or column


def run(options: argparse.Namespace) -> ExitCode:
    """Explain a rule, the word at a place, a line, or the genre of a file; or list all rules.

    Raises USAGE-EXPLAIN for several questions at once.
    """
    questions = [(explain_file, value) for explain_file, value in _questions(options) if value]
    if len(questions) + bool(options.rule) > 1:
        raise UsageError("USAGE-EXPLAIN", "only one thing can be explained at a time", "Ask one after the other.")
    if questions:
        explain_file, value = questions[0]
        account = explain_file(value, Options.of(options))
    else:
        account = _of_rule(options.rule)
    hand_over(account.encode("utf-8", "backslashreplace"))
    return ExitCode.DONE


def _of_rule(name: str | None) -> str:
    """The explanation of a rule or a code; without a name, the list of all rules."""
    if not name:
        return list_of_rules()
    if name.upper() in codes():
        return explain_code(name.upper())
    if name.isupper() and (meant := did_you_mean(name, codes())):
        raise UsageError("USAGE-RULE", f"there is no code '{name}'", meant)
    check_rules((name,))
    return explain(name)


def _questions(options: argparse.Namespace) -> Iterator[tuple[Callable[[str, Options], str], str | None]]:
    """The functions for the questions about a file, each with the place that the user gave."""
    yield _at, options.at
    yield _line, options.line
    yield _genre, options.genre


def _explained(name: str, options: Options, explain_text: Callable[[Source, Lexicon], str]) -> str:
    """What a function explains about the file of this name, which is read as convert reads it."""
    from teikit.inputs.reading import placed, read_input

    if Path(name).is_dir():
        raise UsageError("USAGE-PLACE", "this is a folder", "Name one of its files.", name)
    lexicon = load_lexicon(options)
    files, failed, _ = expand([name])
    if failed:
        raise failed[0]
    with placed(files[0]):
        return explain_text(read_input(files[0], replace(options, empty="keep"))[0], lexicon)


def _genre(name: str, options: Options) -> str:
    """The genres of the documents in a file."""
    from teikit.messages.genre import explain_genres

    return _explained(name, options, lambda source, lexicon: explain_genres(source, lexicon, options))


def _line(place: str, options: Options) -> str:
    """The role of a line, given as ``FILE:LINE``."""
    from teikit.messages.line import explain_line

    name, line = [*place.rsplit(":", 1), ""][:2]
    if not _is_number(line):
        raise UsageError("USAGE-PLACE", f"'{place}' does not name a line of a file", "Write FILE:LINE.")
    return _explained(name, options, lambda source, lexicon: explain_line(source, int(line), lexicon, options))


def _at(place: str, options: Options) -> str:
    """The reading of the word at ``FILE:LINE:COLUMN``."""
    from teikit.messages.why import explain_word

    name, line, column = [*place.rsplit(":", 2), "", ""][:3]
    if not (_is_number(line) and _is_number(column)):
        hint = "Write FILE:LINE:COLUMN, as the messages of 'teikit convert -v' do."
        raise UsageError("USAGE-PLACE", f"'{place}' does not name a place in a file", hint)
    return _explained(name, options, lambda source, lexicon: explain_word(source, int(line), int(column), lexicon))


def _is_number(text: str) -> bool:
    """Whether a part of a place is a possible number of a line or column."""
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
