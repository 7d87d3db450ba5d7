"""Reading the patterns of a collection from the files ``patterns.toml`` of its levels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from teikit.errors import ConfigRefused, did_you_mean
from teikit.lexicon import tables
from teikit.lexicon.levels import Level
from teikit.lexicon.pattern_uses import ROLES
from teikit.lexicon.patterns import FILLER, Pattern

FILE = "patterns.toml"


def patterns(levels: Sequence[Level]) -> tuple[Pattern, ...]:
    """The patterns of the levels, general to specific; the more specific of two with the same role and name counts.

    Raises ConfigRefused for a file that is not TOML (DICT-TOML), an unknown role or key (DICT-KEY), a table without a
    pattern (DICT-KIND), and a pattern that is not a regular expression (DICT-PATTERN).
    """
    all_patterns = (pattern for level in levels for pattern in _patterns(level))
    return tuple({(pattern.role, pattern.name): pattern for pattern in all_patterns}.values())


def _patterns(level: Level) -> Iterator[Pattern]:
    """The patterns of one level."""
    place = level.place(FILE)
    for role, named in tables.toml(level.text(FILE), place).items():
        if role not in ROLES:
            raise ConfigRefused("DICT-KEY", f"no rule asks for the pattern {role!r}", did_you_mean(role, ROLES), place)
        tables.check(named, {tables.ANY: object}, role, f"{place}: [{role}]")
        for name, table in named.items():
            pattern = _pattern(role, name, table, f"{place}: [{role}.{name}]")
            if not level.shipped:  # the tests compile those that come with teikit; here it would take too long
                tables.pattern(pattern.reads, f"{place}: [{role}.{name}]", FILLER.sub("x", pattern.reads))
            yield pattern


def _pattern(role: str, name: str, table: Mapping[str, object], place: str) -> Pattern:
    """The pattern of one table of the file."""
    if not isinstance(table, dict) or not isinstance(table.get("reads"), str):
        raise ConfigRefused("DICT-KIND", "this is not a pattern", "It needs a table with: reads = '...'", place)
    if unknown := sorted(table.keys() - {"reads", "examples", "not", "source"}):
        raise ConfigRefused("DICT-KEY", f"{unknown[0]!r} is not part of a pattern", place=place)
    tables.check(table, {"reads": str, "examples": [str], "not": [str], "source": str}, name, place)
    examples, decoys = tuple(table.get("examples", ())), tuple(table.get("not", ()))
    return Pattern(role, name, table["reads"], examples, decoys, table.get("source", ""))
