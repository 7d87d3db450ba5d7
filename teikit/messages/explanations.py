"""Explain rules to people: the docstring of the pass, and its cases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from teikit.chain import NEEDED, RULES
from teikit.errors import UsageError, did_you_mean
from teikit.own_passes import installed_passes, name_of
from teikit.resources import folder
from teikit.rulebook import BESIDE_THE_CHAIN, docstring_of

FORM_FEED = "␌"
"""Sign for a form feed in a case file, because editors hide the character itself."""


class Case(NamedTuple):
    """One case of a rule: a title that gives the reason, the OCR text, and the text as it should read."""

    title: str
    text: str
    expected: str

    @property
    def stays(self) -> bool:
        """Whether this is a case that the rule must leave alone."""
        return self.text == self.expected


def check_rules(rules: Iterable[str], to_leave_out: bool = False) -> None:
    """Raise :class:`~teikit.errors.UsageError` for a name that is not a rule, or for a rule that cannot be left out."""
    for rule in rules:
        if to_leave_out and rule in NEEDED:
            message = f"'{rule}' cannot be left out: no telegram can be made without it"
            raise UsageError("USAGE-RULE", message, f"These are needed: {', '.join(sorted(NEEDED))}.")
        own = tuple(map(name_of, installed_passes()))
        known = (*RULES, *own) if to_leave_out else (*RULES, *BESIDE_THE_CHAIN, *own)
        if rule not in known:
            hint = did_you_mean(rule, known) or f"The rules are: {', '.join(known)}."
            raise UsageError("USAGE-RULE", f"there is no rule called '{rule}'", hint)


def cases_of(name: str) -> list[Case]:
    """The cases in ``cases/NAME.txt``: title, dot, input, dot, output, dot, each on lines of their own.

    An empty list if there is no such file. Input and output keep their last line end.
    """
    path = folder("cases") / f"{name}.txt"
    return parse(path.read_bytes().decode("utf-8")) if path.is_file() else []


def parse(text: str) -> list[Case]:
    r"""Read the text of a case file.

    >>> parse("joined\n.\nEVALU-\nATION\n.\nEVALUATION\n.\n")
    [Case(title='joined', text='EVALU-\nATION\n', expected='EVALUATION\n')]
    """
    cases: list[Case] = []
    parts: list[str] = [""]
    for line in text.splitlines(keepends=True):
        if line.rstrip() == ".":
            parts.append("")
        elif len(parts) > 1 or line.strip():
            parts[-1] += line
        if len(parts) == 4:
            title, before, after, _ = parts
            cases.append(Case(title.strip(), before.replace(FORM_FEED, "\f"), after.replace(FORM_FEED, "\f")))
            parts = [""]
    return cases


def explain(rule: str) -> str:
    """The description of a rule, then the cases that it must change and those that it must leave alone."""
    cases = cases_of(rule)
    parts = [f"{rule}\n{'=' * len(rule)}", docstring_of(rule)]
    for head, stays in (("It changes", False), ("It leaves alone", True)):
        chosen = [case for case in cases if case.stays is stays]
        parts += [f"{head}:"] * bool(chosen) + [_shown(case) for case in chosen]
    return "\n\n".join(parts) + "\n"


def _shown(case: Case) -> str:
    lines = [f"  * {case.title}", *_block(case.text)]
    return "\n".join(lines if case.stays else [*lines, "    reads", *_block(case.expected)])


def _block(text: str) -> list[str]:
    return [f"      {line}" for line in text.replace("\f", FORM_FEED).splitlines()]


def list_of_rules() -> str:
    """All rules in the order of the chain, then the others, one line each."""
    width = max(map(len, RULES))
    return "".join(f"{rule:<{width}}  {docstring_of(rule).splitlines()[0]}\n" for rule in (*RULES, *BESIDE_THE_CHAIN))
