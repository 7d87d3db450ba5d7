"""Series: what recurs over a collection is decided at once, but for what a person takes the tick from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from test_review import Server, ask, path_of, rows

from teikit.cli import main
from teikit.conversion import load_lexicon
from teikit.lexicon import load
from teikit.options import Options
from teikit.review.series import Series, series_of
from teikit.review.series_pages import series_list
from teikit.review.work import Review

COPIES = 20  # documents in each of which the same words stand
LINE = "THE MINISTER SAID THAT THE GOVERNMFNT OF THE UNITED STATES WOULD NOT AGREE TO THE PROPOSAL.\n"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A review of some documents with one mistake in all of them, and the report of their run."""
    inputs, out, report = tmp_path / "in", tmp_path / "out", tmp_path / "report.jsonl"
    inputs.mkdir()
    for number in range(COPIES):
        (inputs / f"cable-{number:02}.txt").write_text(f"{LINE}THIS IS NUMBER {number}.\n", "ascii")
    assert main(["convert", str(inputs), "-o", str(out), "-q", "--report", str(report)]) == 0
    review = Review(out, out / "decisions.jsonl", "anna", load_lexicon(Options()), Options(), report=report)
    with Server(review) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def number_of(server: Server, kind: str) -> int:
    """The number of the series of the mistake."""
    names = [(series.kind, series.name) for series in server.review.series]
    return next(at for at, (own, name) in enumerate(names) if own == kind and "GOVERNMFNT" in name)


def places(server: Server, verdict: str, chosen: list[int], ref: str = "") -> int:
    """Decide on places of the series, and say what the server answers."""
    path = path_of(server, f"series/{number_of(server, 'form')}/")
    return ask(server, path, {"verdict": verdict, "places": chosen, "ref": ref})[0].status


def test_a_series_is_accepted_but_for_what_is_not_ticked(server: Server) -> None:
    ticked = [place for place in range(COPIES) if place not in (3, 7, 11)]
    assert places(server, "reads", ticked) == 200
    made = rows(server)
    assert len(made) == COPIES - 3
    assert {(row.is_, row.before, row.after, row.who) for row in made} == {
        ("reads", "GOVERNMFNT", "GOVERNMENT", "anna")
    }
    assert {row.record for row in made}.isdisjoint({"cable-03", "cable-07", "cable-11"})


def test_a_series_is_revoked_and_the_next_run_leaves_it_as_read(server: Server, tmp_path: Path) -> None:
    assert places(server, "as-read", list(range(COPIES))) == 200
    out = tmp_path / "out"
    assert main(["convert", str(tmp_path / "in"), "-o", str(out), "-q"]) == 0
    assert all("<sic>GOVERNMFNT" not in path.read_text("utf-8") for path in out.glob("*.xml"))


def test_what_was_decided_at_once_is_withdrawn_at_once(server: Server) -> None:
    places(server, "reads", [0, 1])
    places(server, "withdrawn", [0, 1, 2])
    assert [row.is_ for row in rows(server)] == ["reads"] * 2 + ["withdrawn"] * 2


def test_what_was_decided_is_in_no_series_of_the_next_review(server: Server) -> None:
    places(server, "reads", list(range(COPIES)))
    review = server.review
    later = Review(review.folder, review.file, "berta", review.lexicon, Options(), report=review.report)
    assert not [series for series in later.series if "GOVERNMFNT" in series.name]


def test_pages_list_the_series_and_show_their_places(server: Server) -> None:
    assert "series over all documents" in ask(server, path_of(server, ""))[1]
    assert "GOVERNMFNT → GOVERNMENT" in ask(server, path_of(server, "series/"))[1]
    page = ask(server, path_of(server, f"series/{number_of(server, 'form')}/"))[1]
    assert page.count('checked="checked"') == COPIES
    places(server, "reads", [5])
    page = ask(server, path_of(server, f"series/{number_of(server, 'form')}/"))[1]
    assert page.count('checked="checked"') == COPIES - 1


@pytest.mark.parametrize(
    "sent",
    [
        [],
        {},
        {"verdict": "reads"},
        {"verdict": "gap", "places": [0]},
        {"verdict": "reads", "places": [99]},
        {"verdict": "reads", "places": [-1]},
        {"verdict": "reads", "places": ["0"]},
        {"verdict": 1, "places": [0]},
    ],
)
def test_what_is_no_decision_on_a_series_is_refused(server: Server, sent: object) -> None:
    path = path_of(server, f"series/{number_of(server, 'form')}/")
    assert ask(server, path, sent)[0].status == 400
    assert ask(server, path_of(server, "series/9999/"))[0].status == 404
    assert rows(server) == []


def line_of(**values: Any) -> dict[str, Any]:
    """A row of a report."""
    common = {"document": "a.txt", "line": 1, "left": "", "right": "", "record": "a", "layer": "", "chance": None}
    return {"rule": "words", "after": "", "why": "", "source": "sha256:0123456789ab", **common, **values}


def series_in(*lines: dict[str, Any]) -> dict[tuple[str, str], Series]:
    return {(series.kind, series.name): series for series in series_of(lines, load())}


def test_a_name_that_has_an_identifier_is_not_to_be_identified() -> None:
    """A post has one, and so has what the rule ``names`` marks; of the others it is said how many they are."""
    forms = [("PARIS", "placeName", "fields"), ("FINLETTER", "persName", "names"), ("SMITH", "persName", "fields")]
    lines = [
        line_of(kind="mark", layer=layer, rule=rule, before=form, at=[start, start + 5])
        for form, layer, rule in forms
        for start in (0, 20, 40)
    ]
    shown = re.sub(r"<[^>]*>", "", series_list(series_of(lines, load())).decode())
    assert "PARIS 3 places, identified" in shown and "FINLETTER 3 places, identified" in shown
    assert "SMITH 3 places, 3 to identify" in shown


def test_places_have_in_common_their_form_their_letters_and_their_rule() -> None:
    first = line_of(kind="correction", before="TNE", after="THE", at=[0, 3], why="chance 0.9; H read as N", chance=0.9)
    second = line_of(
        kind="correction", before="TNAT", after="THAT", at=[9, 13], why="chance 0.8; H read as N", chance=0.8
    )
    series = series_in(first, second)
    assert set(series) == {("confusion", "H read as N"), ("rule", "words")}
    assert series["rule", "words"].worth == pytest.approx(0.3)


def test_names_are_given_an_identifier_at_once() -> None:
    lines = [line_of(kind="mark", layer="persName", before="BOHLEN", at=[at, at + 6]) for at in (0, 50)]
    place = series_in(*lines)["person", "BOHLEN"].occurrences[0]
    row = place.row("person", "wd:Q123", "anna", "2026-11-27T10:02:11Z")
    assert (row.is_, row.ref, row.before, row.at) == ("person", "wd:Q123", "BOHLEN", (0, 6))
