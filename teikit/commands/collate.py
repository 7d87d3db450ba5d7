"""``teikit collate``: the releases of one telegram, or of many, put together."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from teikit import inputs, write
from teikit.chain import correct
from teikit.check.validation import parse
from teikit.collation.collection import Group, grouped, listed
from teikit.collation.edition import Collation, collate
from teikit.collation.join import joined, names
from teikit.collation.withheld import WithheldRow, to_json, to_tsv, withheld_rows
from teikit.commands import load_lexicon, say
from teikit.conversion import checked
from teikit.core import Draft
from teikit.errors import ExitCode, Refused, TeikitError, UsageError
from teikit.inputs import Input, packages
from teikit.inputs.reading import read_input
from teikit.lexicon import Lexicon
from teikit.messages.collation_summary import collation_headline, summarize_collation
from teikit.messages.explanations import check_rules
from teikit.options import Options
from teikit.readers import read
from teikit.tei import recover_files, serialize
from teikit.tei.collation_document import encode_edition
from teikit.tei.facsimile import check_template
from teikit.telegrams.assembling import assemble
from teikit.wording import visible


class Made(NamedTuple):
    """What came of one group: its collation, and the bytes of its TEI."""

    collation: Collation
    tei: bytes


def run(options: argparse.Namespace) -> ExitCode:
    """Collate each group of releases; one that fails does not stop the others."""
    chosen = Options.of(options)
    check_rules(chosen.without, to_leave_out=True)
    check_template(chosen.images)
    groups, many = _groups(options)
    _refuse_bad_plan(options, groups, many)
    lexicon = load_lexicon(chosen.words)
    ledger: list[WithheldRow] = []
    failed: list[TeikitError] = []
    open_questions = 0
    for group in groups:
        try:
            made = _one(group, options, lexicon, many)
            ledger += withheld_rows(made.collation, lexicon, options.public)
            open_questions += sum(one.open for edition in made.collation.editions for one in edition.base_decisions)
        except TeikitError as error:
            failed.append(error)
            say(visible_error(error))
    if options.ledger and ledger:
        _write_ledger(Path(options.ledger), ledger, options.force)
    if many and not options.quiet:
        say(f"{len(groups) - len(failed)} of {len(groups)} collated")
    if failed:
        return ExitCode.SOME_FAILED if many else failed[0].exit_code
    return ExitCode.FINDINGS if options.strict and open_questions else ExitCode.DONE


def visible_error(error: TeikitError) -> str:
    """The message of a failure, with nothing in it that a terminal obeys."""
    error.place = visible(error.place)
    return str(error)


# ------------------------------------------------------------- before the work


def _groups(options: argparse.Namespace) -> tuple[list[Group], bool]:
    """The groups of inputs that are releases of one record each, and whether there may be many."""
    if options.pairs:
        return listed(Path(options.pairs)), True
    folders = [name for name in options.inputs if os.path.isdir(name)]
    if folders and not options.output.endswith(".xml"):
        return grouped(options.inputs), True
    todo = packages.opened(inputs.expand(options.inputs))
    for error in todo.failed:
        raise error
    return [Group(Path(options.output).stem, todo.files)], False


def _refuse_bad_plan(options: argparse.Namespace, groups: Sequence[Group], many: bool) -> None:
    if not groups or not any(group.inputs for group in groups):
        raise Refused("IN-NOTHING", "there is nothing here to collate", "Name the files of the releases, or a folder.")
    if not many and os.path.isdir(options.output):
        raise UsageError("USAGE-OUTPUT", "-o names a file here, and this is a folder", "Name a file: -o edition.xml")
    if many and options.html and not os.path.isdir(options.html) and os.path.exists(options.html):
        raise UsageError("USAGE-OUTPUT", "--html names a folder where many are collated", place=options.html)
    if options.ledger and not options.ledger.endswith((".tsv", ".json")):
        raise UsageError("USAGE-LEDGER", "the ledger is written as .tsv or .json", "Name it so.", options.ledger)
    outputs = [_target(group, options, many) for group in groups]
    outputs += [Path(name) for name in (options.html, options.ledger) if name]
    given = {inputs.identity(one.path) for group in groups for one in group.inputs if one.path} - {None}
    for path in outputs:
        if inputs.identity(path) in given:
            raise UsageError("USAGE-SAME-FILE", "this is an input; it will not be written over", place=str(path))


def _target(group: Group, options: argparse.Namespace, many: bool) -> Path:
    """Where the edition of a group goes."""
    return Path(options.output) / f"{group.name}.xml" if many else Path(options.output)


# ------------------------------------------------------------------- one group


def _one(group: Group, options: argparse.Namespace, lexicon: Lexicon, many: bool) -> Made:
    """Read, correct, collate, encode, check and write the releases of one record."""
    target = _target(group, options, many)
    drafts = [_draft(item, options, lexicon) for item in group.inputs]
    draft = drafts[0] if len(drafts) == 1 else joined(drafts, names(group.inputs), group.name)
    collation = collate(assemble(draft, lexicon), lexicon, same=len(drafts) > 1)
    if not any(len(edition.work.witnesses) > 1 for edition in collation.editions):
        hint = "teikit looks for the same number, section or record number, or for the same text."
        raise Refused("COLLATE-ALONE", "there are no two releases of one telegram here", hint, group.name)
    made = Options.of(options)
    root = encode_edition(collation, lexicon, made.images, made.word_zones, made.public)
    tei = serialize(root)
    checked([tei], draft.source, carried=not made.public)
    write.prepare(target.parent)
    outcome = write.write(target, tei, options.force)
    if options.html:
        _write_page(collation, lexicon, group, options, many)
    if not options.quiet:
        lines = (
            [collation_headline(collation, group.name)]
            if many
            else [summarize_collation(collation, group.name, options.verbose)]
        )
        say("\n".join([*lines, f"{outcome} {visible(str(target))}"]))
    return Made(collation, tei)


def _draft(item: Input, options: argparse.Namespace, lexicon: Lexicon) -> Draft:
    """An input, read and corrected; of TEI that teikit wrote, the OCR text that it was made from."""
    data = item.read()
    if inputs.is_our_own(data[: inputs.HEADER]) and data[:1] == b"<":
        files = recover_files([parse(data)])
        if len(files) > 1:
            hint = "Name the files of its releases themselves; `teikit recover` gives them back."
            raise Refused("COLLATE-EDITION", "this TEI was made from several files", hint, item.shown)
        name = files[0][0] or item.path.stem if item.path else "stdin"
        source = read(files[0][1], name, options.encoding)
    else:
        source, left_out = read_input(item, options.encoding, options.format, "")
        for error in left_out:
            raise error
    made = Options.of(options)
    return correct(source, lexicon, made.at_least, frozenset(made.without))


def _write_page(collation: Collation, lexicon: Lexicon, group: Group, options: argparse.Namespace, many: bool) -> None:
    from teikit.html.edition import edition_page

    path = Path(options.html) / f"{group.name}.html" if many else Path(options.html)
    write.prepare(path.parent)
    write.write(path, edition_page(collation, group.name, lexicon), options.force)


def _write_ledger(path: Path, ledger: Sequence[WithheldRow], force: bool) -> None:
    write.prepare(path.parent)
    say(f"{write.write(path, to_json(ledger) if path.suffix == '.json' else to_tsv(ledger), force)} {path}")
