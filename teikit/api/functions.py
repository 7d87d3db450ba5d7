"""The functions for programs; ``import teikit`` provides all of them.

Inputs are given in one of three ways. **Bytes** are the content of a file. A **path** (``os.PathLike``) is the name of
a file. A **string** with a line break in it is a text; without one it is the name of a file, which must exist. So a
text of one line is never silently taken for a name: it is refused, because no such file exists. Only :func:`correct`
takes every string as a text.

Options are those of the command line, as keywords (``profile="silent"``, ``without="hyphens"``) or as one
:class:`~teikit.options.Options`. Nothing is printed: messages are in the results, and go to the logger ``teikit``.
Failures raise a :class:`~teikit.errors.TeikitError`; a value of a wrong type (``None``, a number) raises a
``TypeError``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from pathlib import PurePosixPath
from typing import Any

from teikit.api.given import Given, is_path, log, numbered, root_of, source_of, source_of_text
from teikit.api.results import Collated, Converted, Corrected
from teikit.chain import correct as run_passes
from teikit.check import validation
from teikit.collating import collate_sources, release
from teikit.collation.join import names as names_of
from teikit.conversion import convert_draft, load_lexicon
from teikit.core import Draft, Source
from teikit.edition import NO_EDITION
from teikit.errors import Refused, UsageError, did_you_mean
from teikit.inputs.reading import refuse_empty
from teikit.lexicon import Lexicon
from teikit.messages.explanations import check_rules
from teikit.messages.summary import headline
from teikit.options import DEFAULT_OPTIONS, Options, refuse_unknown
from teikit.own_passes import Pass
from teikit.tei import reading_text as text_of
from teikit.tei.text import source
from teikit.tei.text.facsimile import check_template


def convert(
    given: Given | Source,
    *,
    name: str = "",
    lexicon: Lexicon | None = None,
    options: Options = DEFAULT_OPTIONS,
    passes: Sequence[Pass] = (),
    **named: Any,
) -> Converted:
    """Convert one input to TEI: read, correct, encode, check.

    ``name`` is the name of the input in the TEI (default: that of its file, else ``text``). ``lexicon`` replaces the
    collections that the options name. ``passes`` are run in addition to those of teikit (:mod:`teikit.own_passes`).

    Raises what :func:`read` raises, IN-EMPTY for an empty text (``empty="keep"`` converts it), PASS-ERROR for a pass
    that fails, and :class:`~teikit.errors.OutputInvalid` if the TEI would not be valid or would lose text.

    >>> converted = convert("SECRET\\n\\nFROM: PARIS\\nTO: Secretary of State\\n\\nUS EVALU-\\nATION FOLLOWS.\\n")
    >>> converted
    <Converted text: 1 telegram, 1 correction, 0 queries>
    >>> converted.tei.startswith(b"<?xml"), recover(converted.tei)[:6]
    (True, b'SECRET')
    """
    chosen = _options(options, named)
    lexicon = load_lexicon(chosen, lexicon)
    text, left_out = source_of(given, name, chosen)
    if chosen.empty != "keep" and text.layout is None:
        refuse_empty(text.text.encode(errors="surrogateescape"), text.name)
    chosen = _of_document(chosen, text.name)
    conversion = convert_draft(run_passes(text, lexicon, chosen, passes), lexicon, chosen)
    log.info("%s: %s", text.name, headline(conversion))
    return Converted(conversion, tuple(left_out))


def collate(
    given: Iterable[Given | Source] | Given,
    *,
    title: str = "edition",
    lexicon: Lexicon | None = None,
    options: Options = DEFAULT_OPTIONS,
    passes: Sequence[Pass] = (),
    **named: Any,
) -> Collated:
    """Collate the releases of one record: several inputs, or one that holds several releases.

    ``title`` is their common name in the edition. Raises COLLATE-ALONE if there are no two releases of one telegram,
    and what :func:`convert` raises.

    >>> later = "FROM: PARIS\\nTO: Secretary of State\\nNO: POLTO 12\\n\\nUS ASKED FOR THE SOONEST REACTION OF ALL.\\n"
    >>> collate([later.replace("SOONEST REACTION", "[]"), later]).withheld[0].text
    'SOONEST REACTION'
    """
    chosen = _options(options, named)
    lexicon = load_lexicon(chosen, lexicon)
    single = isinstance(given, (str, bytes, os.PathLike, Source))
    releases: list[Given | Source] = [given] if single else list(given)  # type: ignore[list-item,arg-type]
    if not releases:
        raise Refused("IN-NOTHING", "there is nothing here to collate", "Give the releases of one record.")
    items = [numbered(content, number) for number, content in enumerate(releases, 1)]
    sources = [
        release(item, chosen) if is_path(content) else source_of(content, item.name, chosen)[0]
        for content, item in zip(releases, items, strict=True)
    ]
    own = _of_document(chosen, title)
    named = dict(zip(names_of(items), sources, strict=True))
    edited = collate_sources(named, title, lexicon, own, passes)
    return Collated(edited, lexicon, own)


def read(given: Given | Source, *, name: str = "", options: Options = DEFAULT_OPTIONS, **named: Any) -> Source:
    """Read one input: its text, with the layout of its pages if the format has one.

    The format is recognised by the content. Raises :class:`~teikit.errors.Refused` for what cannot be read,
    :class:`~teikit.errors.FileSystemError` for a file that does not exist, :class:`~teikit.errors.LimitReached` for an
    input that is too large, and :class:`~teikit.errors.MissingDependency` if PDF or OCR need a package that is not
    installed.

    >>> read(b"US EVALU-\\nATION\\n").text
    'US EVALU-\\nATION\\n'
    """
    return source_of(given, name, _options(options, named))[0]


def correct(
    given: Given | Source,
    *,
    name: str = "",
    lexicon: Lexicon | None = None,
    options: Options = DEFAULT_OPTIONS,
    passes: Sequence[Pass] = (),
    **named: Any,
) -> Corrected:
    """Correct a text. A string is always a text here, even if it is a single line; files are named by paths.

    >>> print(correct("GENERAL US EVALU-\\nATION"))
    GENERAL US EVALUATION
    >>> [(edit.rule, edit.before, edit.after) for edit in correct("GENERAL US EVALU-\\nATION").corrections]
    [('hyphens', '-\\n', '')]
    """
    chosen = _options(options, named)
    lexicon = load_lexicon(chosen, lexicon)
    text = source_of_text(given, name, chosen) if isinstance(given, str) else source_of(given, name, chosen)[0]
    return Corrected(run_passes(text, lexicon, chosen, passes), lexicon, chosen)


def encode(
    corrected: Corrected | Draft, *, lexicon: Lexicon | None = None, options: Options | None = None, **named: Any
) -> Converted:
    """Make TEI from a corrected text, with the lexicon and options with which it was corrected.

    Raises TypeError for anything else.

    >>> encode(correct("US EVALU-\\nATION"), profile="silent")
    <Converted text: 1 document, 1 correction, 1 query>
    """
    if isinstance(corrected, Draft):
        chosen = _of_document(_options(options or DEFAULT_OPTIONS, named), corrected.source.name)
        return Converted(convert_draft(corrected, load_lexicon(chosen, lexicon), chosen))
    if not isinstance(corrected, Corrected):
        raise TypeError(f"a corrected text or a draft is needed, not {type(corrected).__name__}")
    chosen = _of_document(_options(options or corrected.options, named), corrected.source.name)
    return Converted(convert_draft(corrected.draft, lexicon or corrected.lexicon, chosen))


def recover(*tei: Given) -> bytes:
    """Recover the input from which a TEI was made, byte for byte; if the TEI was split, all its parts are needed.

    Raises RECOVER-SEVERAL if the input was several files (:func:`recover_files`), and other
    :class:`~teikit.errors.Refused` if the TEI does not hold it.
    """
    return source.recover(list(map(root_of, tei)))


def recover_files(*tei: Given) -> dict[str, bytes]:
    """Recover all files from which a TEI was made, by their names; the name of a plain text is empty."""
    return dict(source.recover_files(list(map(root_of, tei))))


def reading_text(tei: Given, *, raw: bool = False, layer: str = "body") -> str:
    """The text of a TEI, as printed by ``teikit text``.

    ``raw`` gives the readings of the OCR instead of the corrections; ``layer="all"`` includes heads, stamps and codes.
    Raises USAGE-OPTION for a layer other than ``body`` and ``all``.
    """
    refuse_unknown("layer", layer, ("body", "all"))
    return text_of(root_of(tei), raw=raw, layer=layer)


def validate(tei: Given) -> list[validation.Fault]:
    """The faults of a TEI, in the order of its lines; empty if there are none. ``severity`` is error or warning.

    >>> [fault.severity for fault in validate(b"<text/>")]
    ['error']
    """
    return validation.validate(root_of(tei))


# ------------------------------------------------------------------- the arguments


def _of_document(options: Options, name: str) -> Options:
    """The options with the metadata of the edition for the document of this name, unless they are for one already."""
    if options.edition == NO_EDITION or options.edition.name:
        return options
    return replace(options, edition=options.edition.of(PurePosixPath(name).stem, name))


def _options(options: Options, named: dict[str, Any]) -> Options:
    """The options with changes by keywords. Raises USAGE-OPTION for one that does not exist or has no such value."""
    option_names = [member.name for member in fields(options)]
    for name in named:
        if name not in option_names:
            raise UsageError("USAGE-OPTION", f"there is no option {name!r}", did_you_mean(name, option_names))
    chosen = replace(options, **named)
    check_rules(chosen.without, to_leave_out=True)
    check_template(chosen.images)
    return chosen
