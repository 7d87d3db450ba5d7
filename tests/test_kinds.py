"""One table of kinds: a pass that marks a new kind needs a row there, and no other module need know of it."""

from __future__ import annotations

import copy
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, environment

from teikit import chain
from teikit.check.validation import parse
from teikit.conversion import Conversion, convert_source
from teikit.core import Draft, Kind, Layer, Mark, Role, Span, attrs, kinds
from teikit.decisions.row import layers
from teikit.errors import ExitCode, OutputInvalid
from teikit.lexicon import Lexicon
from teikit.messages.message import messages_of
from teikit.messages.summary import summarize
from teikit.options import PROFILES, Options
from teikit.readers import read
from teikit.tei import reading_text, recover

NS = {"t": "http://www.tei-c.org/ns/1.0"}
CABLE = b"""FROM: PARIS
TO: Secretary of State
NO: 1234, OCTOBER 28, 8 PM

ATTN: MR. TYLER
PART ONE OF THE MESSAGE CAME
@ CALL RUSK ABOUT THIS @
THROUGH AT NIGHT, AND ASTOR SAW IT.
"""
LONGER = CABLE.replace(
    b"@ CALL",
    b"1. THE AMBASSADOR TOLD THE MINISTER THAT THE TALKS WOULD BEGIN IN MAY, AND\n"
    b"THAT THE PAPERS FOR THEM HAD BEEN SENT TO ALL GOVERNMENTS.\n@ CALL",
)
NEW = {
    "a note put on the page": (
        Kind("handwriting", Layer.NOTE, Role.ASIDE, "note", "handwritten", "margin", label="handwritten note"),
        r"(?m)^@ .*\n",
        "t:note[@type='handwritten']",
        "@ CALL RUSK ABOUT THIS @",
    ),
    "what belongs to the page": (
        Kind("foot", Layer.FORME_WORK, Role.ASIDE, "fw", "footer", label="foot of a page", plural="feet of pages"),
        r"(?m)^@ .*\n",
        "t:fw[@type='footer']",
        "@ CALL RUSK ABOUT THIS @",
    ),
    "a line of the form": (
        Kind("attention", Layer.BODY, Role.OPENER, "seg", "info"),
        r"(?m)^ATTN: .*$",
        "t:opener/t:seg[@type='info']",
        "ATTN: MR. TYLER",
    ),
    "a name in the text": (
        Kind("person", Layer.NAME, Role.INSIDE, "persName"),
        r"ASTOR",
        "t:p/t:persName",
        "ASTOR",
    ),
}
Pass = Callable[[Draft, Lexicon], Iterator[Mark]]


def marking(kind: Kind, pattern: str) -> Pass:
    """A pass of one's own, which marks a kind of its own."""

    def own(draft: Draft, lexicon: Lexicon) -> Iterator[Mark]:
        for match in re.finditer(pattern, draft.text):
            yield Mark(Span(*match.span()), kind, "own")

    return own


def converted(own: Pass, kind: Kind, lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch, **options: Any) -> Conversion:
    """The cable with a pass of one's own; one that marks a line of the form takes its place among the layers."""
    source = read(CABLE, "cable.txt")
    if not kind.is_block:
        return convert_source(source, lexicon, Options(**options), [own])
    before = [propose.__name__ for propose in chain.LAYERS].index("fields")
    monkeypatch.setattr(chain, "LAYERS", (*chain.LAYERS[:before], own, *chain.LAYERS[before:]))
    return convert_source(source, lexicon, Options(**options))


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("what", NEW)
def test_the_text_of_a_new_kind_is_in_the_tei(
    what: str, profile: str, monkeypatch: pytest.MonkeyPatch, lexicon: Lexicon
) -> None:
    kind, pattern, path, text = NEW[what]
    monkeypatch.setitem(kinds.KINDS, str(kind), kind)
    conversion = converted(marking(kind, pattern), kind, lexicon, monkeypatch, profile=profile)
    ((_, document),) = conversion.documents
    root = parse(document)
    (element,) = root.findall(f".//t:body//{path}" if path.startswith("t:opener") else f".//{path}", NS)
    assert "".join(element.itertext()).strip() == text
    assert recover([root]) == CABLE
    assert (text in reading_text(root)) is not kind.is_aside
    assert text in reading_text(root, layer="all")


@pytest.mark.parametrize(("type", "segs"), [("", 0), ("date", 1)])
def test_a_field_of_no_type_within_the_text_is_text(
    type: str, segs: int, monkeypatch: pytest.MonkeyPatch, lexicon: Lexicon
) -> None:
    def own(draft: Draft, lexicon: Lexicon) -> Iterator[Mark]:
        for match in re.finditer(r"(?m)^@ .*$", draft.text):
            yield Mark(Span(*match.span()), kinds.FIELD, "own", attributes=attrs(type=type))

    monkeypatch.setattr(chain, "LAYERS", (*chain.LAYERS[:-1], own, chain.LAYERS[-1]))
    ((_, document),) = convert_source(read(LONGER, "cable.txt"), lexicon, Options()).documents
    tree = parse(document)
    assert "@ CALL RUSK ABOUT THIS @" in ["".join(p.itertext()) for p in tree.iterfind(".//t:p", NS)]
    assert len(tree.findall(".//t:p/t:seg", NS)) == segs
    assert recover([tree]) == LONGER


def test_a_summary_counts_a_new_kind_by_its_label(monkeypatch: pytest.MonkeyPatch, lexicon: Lexicon) -> None:
    kind, pattern, *_ = NEW["a note put on the page"]
    monkeypatch.setitem(kinds.KINDS, str(kind), kind)
    conversion = converted(marking(kind, pattern), kind, lexicon, monkeypatch)
    messages = messages_of(conversion, "cable.txt")
    assert "1 handwritten note" in summarize(conversion, messages, "cable.txt")
    assert [message.before for message in messages if message.layer == "handwriting"] == ["@ CALL RUSK ABOUT THIS @\n"]


@pytest.mark.parametrize("what", NEW)
def test_without_its_row_nothing_is_written(what: str, monkeypatch: pytest.MonkeyPatch, lexicon: Lexicon) -> None:
    kind, pattern, _, text = NEW[what]
    with pytest.raises(OutputInvalid) as refusal:
        converted(marking(kind, pattern), kind, lexicon, monkeypatch)
    line = next(number for number, line in enumerate(CABLE.decode().splitlines(), 1) if text in line)
    assert (refusal.value.code, refusal.value.exit_code) == ("OUTPUT-KIND", ExitCode.OUTPUT_INVALID)
    assert refusal.value.place.startswith(f"cable.txt:{line}:")
    assert f"the rule own marks '{kind}'" in refusal.value.message


def test_a_kind_may_be_given_by_its_name() -> None:
    assert Mark(Span(0, 1), "stamp", "test").kind is kinds.STAMP  # type: ignore[arg-type]
    assert Mark(Span(0, 1), kinds.STAMP, "test").aside
    assert not Mark(Span(0, 1), kinds.PAGE_NUMBER, "test").aside


def test_a_copy_of_a_kind_is_the_kind() -> None:
    assert copy.deepcopy(kinds.GAP) is kinds.GAP


def test_a_kind_of_ones_own_needs_a_name_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "KINDS", dict(kinds.KINDS))
    seal = kinds.add(Kind("seal", Layer.NOTE, Role.ASIDE, "note", "stamp", label="seal"))
    assert kinds.named("seal") is seal
    assert seal in kinds.of_layer(Layer.NOTE)
    assert "seal" in layers()
    with pytest.raises(ValueError, match="called 'seal' already"):
        kinds.add(Kind("seal", Layer.NOTE))


@pytest.mark.parametrize("kind", kinds.KINDS.values())
def test_what_stands_in_the_tei_has_an_element(kind: Kind) -> None:
    beginnings = (kinds.COVER, kinds.DOCUMENT, kinds.INPUT, kinds.PART, kinds.ROUTING)
    without = (*beginnings, kinds.ENGINE_HEADING, kinds.MARKUP, kinds.SPECK)
    assert bool(kind.element) is (kind not in without)
    assert kind.element in ("", "fw", "note") or not kind.is_aside or kind == kinds.SHEET


def test_the_example_in_the_documentation_runs(tmp_path: Path) -> None:
    scripts = re.findall(r"```py\n(.*?)```", (ROOT / "docs" / "python.md").read_text("utf-8"), re.DOTALL)
    (script,) = (script for script in scripts if "Kind(" in script)
    (tmp_path / "cable.txt").write_bytes(b"SAVE PAPER\n" + CABLE)
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=environment(), check=True)
    (element,) = parse((tmp_path / "cable-slogans.xml").read_bytes()).findall(".//t:fw[@type='footer']", NS)
    assert element.text == "SAVE PAPER"
