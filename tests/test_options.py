"""The options are one table: the command line, the ledger and the conversion have them from there."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pytest
from conftest import SAMPLE

from teikit import collate, collating, conversion, convert
from teikit.arguments.parser import Parser
from teikit.cli import parser
from teikit.errors import ConfigRefused, UsageError
from teikit.option_fields import add_options, option, options_of
from teikit.options import PROFILES, Options
from teikit.readers import FORMATS
from teikit.work.configuration import changes, configuration, refuse_changed


@dataclass(frozen=True)
class More(Options):
    """The options with one more."""

    upside_down: str = option("no", "set the text upside down", choices=("no", "yes"))


def test_a_new_option_is_a_field_and_nothing_else() -> None:
    command = Parser(prog="teikit")
    add_options(command, More, "convert")
    options = More.of(command.parse_args(["--upside-down", "yes", "--to", "alto", "--to", "tei", "--to", "alto"]))
    assert (options.upside_down, options.to, options.profile) == ("yes", ("alto", "tei"), "markup")
    assert configuration(options, "convert")["--upside-down"] == "yes"
    assert "set the text upside down" in command.format_help()


def test_a_new_option_reaches_the_encoders(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Options] = []

    def seeing(encode: Callable[..., Any]) -> Callable[..., Any]:
        def encoded(packet: Any, lexicon: Any, options: Options) -> Any:
            seen.append(options)
            return encode(packet, lexicon, options)

        return encoded

    monkeypatch.setattr(conversion, "encode", seeing(conversion.encode))
    monkeypatch.setattr(collating, "encode_edition", seeing(collating.encode_edition))
    options = More(upside_down="yes")
    convert("US EVALU-\nATION\n", options=options)
    collate(SAMPLE, options=options)
    assert seen == [options, options]


@pytest.mark.parametrize("command", ["convert", "collate"])
def test_what_is_not_said_is_the_default(command: str) -> None:
    assert Options.of(parser().parse_args([command, "in", "-o", "out"])) == Options()


def test_an_option_is_remembered_by_the_commands_that_take_it() -> None:
    assert "--profile" not in configuration(Options(), "collate") and "--public" not in configuration(
        Options(), "convert"
    )
    every = {member.name for command in ("convert", "collate") for member, _ in options_of(Options, command)}
    assert every == {member.name for member in fields(Options)} - {"edition"}


def test_of_a_list_of_words_the_bytes_count_and_not_the_name(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a", "b", "c")]
    for path, text in zip(paths, ("A\n", "A\n", "B\n"), strict=True):
        path.write_text(text, "utf-8")
    a, b, c = (configuration(Options(words=(str(path),)), "convert") for path in paths)
    assert a == b != c
    names = tuple(map(str, paths))
    both = [Options(words=order) for order in (names, names[::-1])]
    assert configuration(both[0], "convert") != configuration(both[1], "convert")


def test_a_single_value_will_do_and_a_wrong_one_is_named() -> None:
    assert Options(without="hyphens").without == ("hyphens",)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=r"profile='markpu' is not one of markup, silent, standoff .*\n.*'markup'\?"):
        Options(profile="markpu")
    with pytest.raises(UsageError, match="to='xml'"):
        Options(to=("tei", "xml"))
    with pytest.raises(dataclasses.FrozenInstanceError):
        Options().profile = "silent"  # type: ignore[misc]


def test_a_document_of_a_volume_has_a_whole_path_in_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "volume.xml").write_text("<TEI/>")
    names = ("volume.xml#d12", "volume.xml", "none.xml#d1", "#d1")
    whole = (f"{tmp_path}/volume.xml#d12", f"{tmp_path}/volume.xml", "none.xml#d1", "#d1")
    assert Options(trusted=names).resolved().trusted == whole


def test_the_choices_are_those_of_readers_and_encoder() -> None:
    choices = {member.name: printed.choices for member, printed in options_of(Options, "convert")}
    assert (choices["format"], choices["profile"]) == (tuple(FORMATS), PROFILES)


def test_an_option_that_an_earlier_version_lacked_is_no_change_without_a_value() -> None:
    before = {"--profile": "markup", "version": "0.1.0"}
    now = {"--profile": "silent", "version": "0.2.0", "--persons": "", "--to": "alto"}
    assert changes(before, now) == [
        "--profile: markup before, silent now", "--to: none before, alto now", "version: 0.1.0 before, 0.2.0 now",
    ]  # fmt: skip


def test_a_configuration_without_a_real_change_is_not_refused(tmp_path: Path) -> None:
    refuse_changed({"--profile": "markup"}, {"--profile": "markup", "--persons": ""}, tmp_path)
    with pytest.raises(ConfigRefused, match="markup before, silent now"):
        refuse_changed({"--profile": "markup"}, {"--profile": "silent"}, tmp_path)
