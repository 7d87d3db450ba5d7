"""Passes that users add, as arguments or as entry points, and how their failures are reported.

A pass is a function from a draft and a lexicon to edits and marks, like those of teikit. Its name is that of the rule:
it is used in the TEI, in reports and by ``--without``. It runs after the layers of the page are found and before the
words are corrected, so it sees the running text without heads, stamps and banners, and the rules for words leave its
corrections alone. Its marks are of the kinds in :mod:`teikit.core.kinds`, or of one that it adds there by
:func:`~teikit.core.kinds.add`. To install a pass, declare it in pyproject.toml::

    [project.entry-points."teikit.passes"]
    spelled_names = "my_package:spelled_names"
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from teikit.core import Draft, Edit, Mark
from teikit.errors import ConfigRefused, ExitCode, TeikitError
from teikit.lexicon import Lexicon

GROUP = "teikit.passes"
"""The group of entry points under which a package names its passes."""
NAME = re.compile(r"[a-z][a-z0-9_]*[a-z_]")
"""Names of passes; none ends in a digit, as the ids of telegrams and pages in the TEI do (t1, s1)."""

Pass = Callable[[Draft, Lexicon], Iterator[Edit | Mark]]


class PassFailed(TeikitError):
    """A pass that is not part of teikit failed."""

    exit_code = ExitCode.CONFIGURATION


def installed_passes() -> tuple[Pass, ...]:
    """The passes of installed packages, in the order of their names. Raises PASS-IMPORT and PASS-NAME."""
    return tuple(propose for propose, _ in _installed())


def installed_versions() -> str:
    """The installed passes with packages and versions, as the ledger of a batch remembers them; empty for none."""
    return " ".join(f"{name_of(propose)} ({package})" for propose, package in _installed())


@cache
def _installed() -> tuple[tuple[Pass, str], ...]:
    points = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    return tuple((_loaded(point), f"{point.dist.name} {point.dist.version}" if point.dist else "") for point in points)


def _loaded(point: EntryPoint) -> Pass:
    """The pass that an entry point names. Raises PASS-IMPORT and PASS-NAME."""
    hint = "Fix it, or remove its package."
    try:
        propose: Pass = point.load()
    except Exception as error:
        message = f"the pass '{point.name}' cannot be imported: {type(error).__name__}: {error}"
        raise ConfigRefused("PASS-IMPORT", message, hint, point.value) from error
    if not callable(propose) or name_of(propose) != point.name:
        raise ConfigRefused("PASS-NAME", f"'{point.name}' is not the name of a function there", hint, point.value)
    return propose


def name_of(propose: Pass) -> str:
    """The name of a pass, which is that of its function; empty if it has none."""
    return getattr(propose, "__name__", "")


def docstring(rule: str) -> str:
    """What an installed pass says about itself; for a pass that is not installed, that it is not part of teikit."""
    docs = (inspect.getdoc(propose) for propose in installed_passes() if name_of(propose) == rule)
    return next(filter(None, docs), "A pass that is not part of teikit.")


def check_names(passes: Iterable[Pass], taken: Iterable[str]) -> None:
    """Raise PASS-NAME for a pass that has no name of its own; ``taken`` are the names of teikit's rules."""
    used = {*taken, "teikit"}
    for propose in passes:
        name = name_of(propose)
        if not NAME.fullmatch(name) or name in used:
            hint = "A pass has the name of its function: lower-case letters and underscores, not taken already."
            raise ConfigRefused("PASS-NAME", f"'{name or propose}' cannot be the name of a pass", hint)
        used.add(name)


def guarded(propose: Pass, draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """What a pass proposes, under its name. Raises PASS-ERROR, which names it, for whatever goes wrong in it."""
    name, length = name_of(propose), len(draft.text)
    try:
        for proposal in propose(draft, lexicon):
            if not isinstance(proposal, Edit | Mark):
                raise TypeError(f"it yielded {type(proposal).__name__}, not an Edit or a Mark")
            if not 0 <= proposal.span.start <= proposal.span.end <= length:
                raise ValueError(f"{proposal.span} is not within the text, which has {length} characters")
            yield proposal if proposal.rule == name else replace(proposal, rule=name)
    except (TeikitError, MemoryError):
        raise
    except Exception as error:
        message = f"the pass '{name}' failed: {type(error).__name__}: {error}"
        hint = f"It is not part of teikit. --without {name} leaves it out."
        raise PassFailed("PASS-ERROR", message, hint, draft.source.name) from error
