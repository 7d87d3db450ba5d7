"""The functions that programs use; ``import teikit`` has them all.

What is to be read is given in one of three ways. **Bytes** are the content of a file. A **path** (``os.PathLike``) is
the name of a file. A **string** with a line break in it is a text; without one it is the name of a file, which must be
there. So a text of one line is never taken for a name in silence: it is refused as the name of nothing. Only
:func:`correct` takes every string for a text.

Options are those of the command line, as keywords (``profile="silent"``, ``without="hyphens"``) or as one
:class:`~teikit.options.Options`. Nothing is ever printed: what there is to say is in the results, and goes to the
logger ``teikit``. What fails raises a :class:`~teikit.errors.TeikitError`.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from lxml import etree

from teikit import inputs, readers
from teikit.chain import correct as run_passes
from teikit.check import validation
from teikit.collating import collate_sources, release
from teikit.collation.join import names as names_of
from teikit.conversion import DEFAULT, convert_draft, load_lexicon, placed
from teikit.core import Draft, Source
from teikit.errors import UsageError, did_you_mean
from teikit.inputs import Input
from teikit.inputs.reading import read_input
from teikit.lexicon import Lexicon
from teikit.messages.explanations import check_rules
from teikit.messages.summary import headline
from teikit.options import Options
from teikit.own_passes import Pass
from teikit.results import Collated, Converted, Corrected
from teikit.tei import reading_text as text_of
from teikit.tei import source
from teikit.tei.facsimile import check_template

Given = str | bytes | os.PathLike[str]
"""Bytes, the path of a file, or a string that is either a text or the name of a file."""

log = logging.getLogger("teikit")
log.addHandler(logging.NullHandler())


def convert(
    given: Given | Source,
    *,
    name: str = "",
    lexicon: Lexicon | None = None,
    options: Options = DEFAULT,
    passes: Sequence[Pass] = (),
    **named: Any,
) -> Converted:
    """Convert one input to TEI: read, correct, encode, check.

    ``name`` is how the TEI calls the input (that of its file, else ``text``). ``lexicon`` takes the place of the
    collections that the options name. ``passes`` are run beside those of teikit (:mod:`teikit.own_passes`).

    Raises what :func:`read` raises, PASS-ERROR for a pass that fails, and :class:`~teikit.errors.OutputInvalid` where
    the TEI would not be valid or would lose something.

    >>> converted = convert("SECRET\\n\\nFROM: PARIS\\nTO: Secretary of State\\n\\nUS EVALU-\\nATION FOLLOWS.\\n")
    >>> converted
    <Converted text: 1 telegram, 1 correction, 0 queries>
    >>> converted.tei.startswith(b"<?xml"), recover(converted.tei)[:6]
    (True, b'SECRET')
    """
    chosen = _options(options, named)
    known = load_lexicon(chosen, lexicon)
    text, left_out = _read(given, name, chosen)
    conversion = convert_draft(run_passes(text, known, chosen, passes), known, chosen)
    log.info("%s: %s", text.name, headline(conversion))
    return Converted(conversion.draft, conversion, tuple(left_out))


def collate(
    given: Iterable[Given | Source] | Given,
    *,
    title: str = "edition",
    lexicon: Lexicon | None = None,
    options: Options = DEFAULT,
    passes: Sequence[Pass] = (),
    **named: Any,
) -> Collated:
    """Collate the releases of one record: several inputs, or one that holds several releases.

    ``title`` is how the edition calls them together. Raises COLLATE-ALONE where there are no two releases of one
    telegram, and what :func:`convert` raises.

    >>> later = "FROM: PARIS\\nTO: Secretary of State\\nNO: POLTO 12\\n\\nUS ASKED FOR THE SOONEST REACTION OF ALL.\\n"
    >>> collate([later.replace("SOONEST REACTION", "[]"), later]).withheld[0].text
    'SOONEST REACTION'
    """
    chosen = _options(options, named)
    known = load_lexicon(chosen, lexicon)
    single = isinstance(given, (str, bytes, os.PathLike, Source))
    every: list[Given | Source] = [given] if single else list(given)  # type: ignore[list-item,arg-type]
    items = [_named(one, number) for number, one in enumerate(every, 1)]
    sources = [
        release(item, chosen) if _is_path(one) else _read(one, item.name, chosen)[0]
        for one, item in zip(every, items, strict=True)
    ]
    edited = collate_sources(sources, names_of(items), title, known, chosen, passes)
    return Collated(edited.collation.draft, edited, known, chosen)


def read(given: Given | Source, *, name: str = "", options: Options = DEFAULT, **named: Any) -> Source:
    """Read one input: its text, with the layout of its pages where the format has one.

    The format is recognised by the content. Raises :class:`~teikit.errors.Refused` for what cannot be read,
    :class:`~teikit.errors.FileSystemError` for a file that is not there, :class:`~teikit.errors.LimitReached` for what
    is too large, and :class:`~teikit.errors.MissingDependency` where PDF or OCR need a package that is not there.

    >>> read(b"US EVALU-\\nATION\\n").text
    'US EVALU-\\nATION\\n'
    """
    return _read(given, name, _options(options, named))[0]


def correct(
    given: Given | Source,
    *,
    name: str = "",
    lexicon: Lexicon | None = None,
    options: Options = DEFAULT,
    passes: Sequence[Pass] = (),
    **named: Any,
) -> Corrected:
    """Correct a text. A string is always a text here, also one of one line; files are named by paths.

    >>> print(correct("GENERAL US EVALU-\\nATION"))
    GENERAL US EVALUATION
    >>> [(one.rule, one.before, one.after) for one in correct("GENERAL US EVALU-\\nATION").corrections]
    [('hyphens', '-\\n', '')]
    """
    chosen = _options(options, named)
    known = load_lexicon(chosen, lexicon)
    text = _of_text(given, name, chosen) if isinstance(given, str) else _read(given, name, chosen)[0]
    return Corrected(run_passes(text, known, chosen, passes), known, chosen)


def encode(corrected: Corrected | Draft, *, lexicon: Lexicon | None = None, **named: Any) -> Converted:
    """Make TEI of a text that was corrected, with the lexicon and options that it was corrected with.

    >>> encode(correct("US EVALU-\\nATION"), profile="silent")
    <Converted text: 1 text, 1 correction, 1 query>
    """
    if isinstance(corrected, Draft):
        options = _options(DEFAULT, named)
        return Converted(corrected, convert_draft(corrected, load_lexicon(options, lexicon), options))
    options, draft = _options(corrected.options, named), corrected.draft
    return Converted(draft, convert_draft(draft, lexicon or corrected.lexicon, options))


def recover(*tei: Given) -> bytes:
    """The input of which a TEI was made, byte for byte; of one that was split, all its parts are needed.

    Raises RECOVER-SEVERAL where the input was several files (:func:`recover_files`), and other
    :class:`~teikit.errors.Refused` where the TEI does not hold it.
    """
    return source.recover(list(map(_root, tei)))


def recover_files(*tei: Given) -> dict[str, bytes]:
    """All files of which a TEI was made, by their names; that of a plain text is empty."""
    return dict(source.recover_files(list(map(_root, tei))))


def reading_text(tei: Given, *, raw: bool = False, layer: str = "body") -> str:
    """The text of a TEI, as ``teikit text`` gives it.

    ``raw`` gives the readings of the OCR instead of the corrections; ``layer="all"`` has heads, stamps and codes, too.
    """
    return text_of(_root(tei), raw=raw, layer=layer)


def validate(tei: Given) -> list[validation.Fault]:
    """What is wrong with a TEI, by its lines: empty where nothing is. Faults are errors or warnings (``severity``).

    >>> [fault.severity for fault in validate(b"<text/>")]
    ['error']
    """
    return validation.validate(_root(tei))


# ------------------------------------------------------------------- what was given


def _options(options: Options, named: dict[str, Any]) -> Options:
    known = [member.name for member in fields(options)]
    for name in named:
        if name not in known:
            raise UsageError("USAGE-OPTION", f"there is no option {name!r}", did_you_mean(name, known))
    chosen = replace(options, **named)
    check_rules(chosen.without, to_leave_out=True)
    check_template(chosen.images)
    return chosen


def _is_path(given: Given | Source) -> bool:
    return isinstance(given, os.PathLike) or (isinstance(given, str) and "\n" not in given)


def _file(given: Given) -> Input:
    """The one file of this name. Raises IN-MISSING, and USAGE-FOLDER for a folder."""
    name = os.fspath(given)
    assert isinstance(name, str)
    found = inputs.expand([name])
    for error in found.failed:
        error.hint = error.hint or "A text of one line is given as bytes: text.encode()."
        raise error
    if os.path.isdir(name) and len(found.files) != 1:
        raise UsageError("USAGE-FOLDER", "this is a folder, not a file", "Name its files one by one.", name)
    return found.files[0]


def _named(given: Given | Source, number: int) -> Input:
    """An input, with a name by its number where it has none."""
    if isinstance(given, Source):
        return Input(Path(given.name), given.name, Path(given.name))
    if _is_path(given):
        return _file(given)
    name = f"release-{number}.txt"
    return Input(Path(name), name, Path(name).with_suffix(""))


def _read(given: Given | Source, name: str, options: Options) -> tuple[Source, list[Any]]:
    """What was given as it was read, and the errors of files that belong to it and could not be."""
    if isinstance(given, Source):
        return given, []
    if isinstance(given, bytes):
        return readers.read(given, name or "text", options.encoding, options.format), []
    if not _is_path(given):
        assert isinstance(given, str)
        return _of_text(given, name, options), []
    item = _file(given)
    with placed(item):
        found, left_out = read_input(item, options.encoding, options.format, options.file_group)
    for error in left_out:
        log.warning("%s: %s", item.shown, error)
    return replace(found, name=name) if name else found, left_out


def _of_text(text: str, name: str, options: Options) -> Source:
    return readers.read(text.encode("utf-8", "surrogateescape"), name or "text", None, options.format)


def _root(tei: Given) -> etree._Element:
    if isinstance(tei, bytes):
        return validation.parse(tei)
    if _is_path(tei):
        item = _file(tei)
        with placed(item):
            return validation.parse(item.read())
    assert isinstance(tei, str)
    return validation.parse(tei.encode("utf-8"))
