"""``teikit copies``: which texts of a folder are copies of one document, and how sure that is."""

from __future__ import annotations

import os
import random
import shutil
import signal
import zipfile
from pathlib import Path

import pytest
from conftest import Teikit

from teikit.collation.collection import listed
from teikit.copies.candidates import candidates
from teikit.copies.clues import Clue, clues
from teikit.copies.groups import Copies, copies
from teikit.copies.likeness import Likenesses
from teikit.copies.sketch import MOST_HASHES, Sketch, sketch
from teikit.copies.worth import Worth
from teikit.errors import ExitCode
from teikit.lexicon import Lexicon

FORM = """IDENTIFICATION FORM AGENCY INFORMATION RECORD SERIES ORIGINATOR SUBJECTS RESTRICTIONS DATE OF LAST REVIEW
OPENING CRITERIA COMMENTS
"""


def words(seed: int, number: int) -> str:
    """Words that no other seed gives."""
    chance = random.Random(seed)
    return " ".join("".join(chance.choices("ABEGIKMNOPRSTU", k=chance.randint(3, 9))) for _ in range(number))


def cable(seed: int, number: int = 120) -> str:
    """A text on the form that all texts here are on, and of words that those of other seeds have not."""
    return FORM + words(seed, number)


def spoilt(text: str, seed: int, share: float = 0.06) -> str:
    """The text as a bad engine reads it."""
    chance = random.Random(seed)
    signs = (chance.choice("EIOTNRSL,.1") if chance.random() < share else sign for sign in text)
    return "".join(sign for sign in signs if chance.random() > share / 4)


def groups(*texts: str) -> list[Copies]:
    return copies([sketch(text) for text in texts], [frozenset()] * len(texts))


def folder(top: Path, **texts: str) -> Path:
    top.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        top.joinpath(f"{name}.txt").write_text(text, "utf-8")
    return top


# ------------------------------------------------------------------- what is a copy


def test_copies_that_are_misread_are_found_among_others_on_the_same_form() -> None:
    texts = [cable(number) for number in range(40)] + [spoilt(cable(number), number) for number in range(0, 40, 2)]
    pairs = {group.texts for group in groups(*texts)}
    assert pairs == {(number, 40 + number // 2) for number in range(0, 40, 2)}


def test_the_same_text_is_alike_for_sure() -> None:
    texts = [*(cable(number) for number in range(10)), cable(3)]
    (group,) = groups(*texts)
    assert (group.texts, group.certainty) == ((3, 10), "high")
    assert group.links[0].likeness == pytest.approx(1)


def test_line_ends_spaces_and_case_are_no_difference() -> None:
    first = cable(1)
    second = first.lower().replace(" ", "\r\n ")
    assert sketch(first) == sketch(second)


@pytest.mark.parametrize(
    "pair", [("", ""), ("SECRET", "SECRET"), ("\x00\x0c", ""), ("12345", "12345"), ("éèêà", "éèêà")]
)
def test_texts_that_say_nothing_are_no_copies(pair: tuple[str, str]) -> None:
    assert groups(*pair) == []


def test_sheets_that_were_filled_in_differently_are_no_copies() -> None:
    sheets = [FORM * 3 + words(number, 3) for number in range(20)] + [cable(number) for number in range(20, 40)]
    assert groups(*sheets) == []


def test_many_copies_of_one_text_are_one_group() -> None:
    texts = [spoilt(cable(1, 300), number, 0.03) for number in range(60)]
    (group,) = groups(*texts, cable(2), cable(3))
    assert group.texts == tuple(range(60))


def test_pairs_grow_with_the_number_of_copies_and_not_with_its_square() -> None:
    sketches = [*[sketch(cable(1))] * 400, *(sketch(cable(number)) for number in range(2, 50))]
    assert 399 <= len(list(candidates(sketches, Worth(sketches)))) <= 5 * 400


# ------------------------------------------------------------------------- sketches


def test_a_sketch_is_the_same_everywhere_and_of_bounded_size() -> None:
    text = cable(7, 40_000)
    kept = sketch(text)
    assert kept == sketch(text)
    assert MOST_HASHES / 4 < len(kept.hashes) <= 1.2 * MOST_HASHES
    assert list(kept.hashes) == sorted(kept.hashes)


def test_texts_of_different_length_are_compared_by_what_both_kept() -> None:
    short, long = cable(7, 1000), cable(7, 1000) + cable(8, 2500)
    sketches = [sketch(text) for text in (short, long, cable(9), cable(10))]
    assert sketches[0].scale < sketches[1].scale
    assert 0.3 < Likenesses(sketches, Worth(sketches)).of(0, 1) < 0.8


# ---------------------------------------------------------------------------- clues


def test_the_head_says_record_number_group_and_number(lexicon: Lexicon) -> None:
    text = "104-10326-10066\nPAGE 001\nSECRET 201301Z OCT 95 STAFF\nCITE VIENNA 27471\n"
    assert clues("x.txt", text, lexicon) == {
        ("record number", "104-10326-10066"),
        ("date-time group", "1995-10-20T13:01:00Z"),
        ("number and date", "VIENNA 27471, 1995-10-20"),
    }
    assert clues("2018-104-10000-10001.txt", text, lexicon) >= {("record number", "104-10000-10001")}
    assert clues("", "", lexicon) == frozenset()


def test_a_clue_backs_a_text_and_never_stands_alone() -> None:
    half = cable(1, 60)
    texts = [half + cable(number, 260)[len(FORM) :] for number in (2, 3)] + [cable(number) for number in range(5, 30)]
    sketches = [sketch(text) for text in texts]
    empty: list[frozenset[Clue]] = [frozenset()] * len(texts)

    def certainty(first: int, second: int, kind: str) -> list[str]:
        known = list(empty)
        known[first] = known[second] = frozenset([Clue(kind, "1")])
        return [group.certainty for group in copies(sketches, known)]

    assert certainty(0, 1, "date-time group") == ["high"]
    assert certainty(5, 6, "date-time group") == []
    assert certainty(5, 6, "number and date") == []
    assert certainty(5, 6, "record number") == ["low"]


def test_heads_that_contradict_each_other_need_a_text_that_is_much_alike() -> None:
    shared = cable(1, 60)
    texts = [shared + words(number, 80) for number in (2, 3)] + [cable(4), cable(4), *map(cable, range(5, 30))]
    sketches = [sketch(text) for text in texts]
    numbered = [frozenset([Clue("record number", str(number))]) for number in range(len(texts))]
    assert [group.texts for group in copies(sketches, [frozenset()] * len(texts))] == [(0, 1), (2, 3)]
    assert [(group.texts, group.certainty) for group in copies(sketches, numbered)] == [((2, 3), "medium")]


@pytest.mark.parametrize(
    ("sheet", "printed"),
    [
        ("Date: 08/20/93\nPage: 1\nTITLE :\nDATE: 09/19/77\n\nPAGES : 5\n", "09/19/77, 5"),
        ("DATE\n\nPAGES\n\n03/20/78\n\n4\n", "03/20/78, 4"),
        ("Date: 10/20/20\nDATE: 00/00/0000\nPAGES: 2\n", "00/00/00, 2"),
        ("DATE: 12/15/1997\nSTATUS: OPEN\n", ""),
        ("DATE OF LAST REVIEW : 12/15/97\n2 BOXES\n", ""),
        ("UPDATE: 12/15/97 2\n", ""),
    ],
)
def test_a_sheet_says_date_and_pages(lexicon: Lexicon, sheet: str, printed: str) -> None:
    assert dict(clues("x.txt", sheet, lexicon)).get("sheet", "") == printed


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        ("06/27/77, 7", []),  # another document
        ("09/19/77, 7", [(0, 1)]),  # one of the two may be misread
        ("09/79/77, 5", [(0, 1)]),
        ("09/19/77, 5", [(0, 1)]),
    ],
)
def test_sheets_of_other_documents_contradict(sheet: str, expected: list[tuple[int, int]]) -> None:
    """Two payrolls on one form, each after a sheet; that sheets say the same backs nothing."""
    shared = cable(1, 60)
    texts = [shared + words(number, 80) for number in (2, 3)] + [*map(cable, range(5, 30))]
    known = [frozenset([Clue("sheet", "09/19/77, 5")]), frozenset([Clue("sheet", sheet)])]
    groups = copies([sketch(text) for text in texts], [*known, *[known[0]] * (len(texts) - 2)])
    assert [group.texts for group in groups] == expected
    assert all(group.certainty == "medium" and not group.links[0].clues for group in groups)


# -------------------------------------------------------------------------- command


def test_the_list_is_what_collate_reads(tmp_path: Path, teikit: Teikit) -> None:
    texts = {f"n{number}": cable(number) for number in range(20)}
    top = folder(tmp_path / "in", **texts)
    folder(top / "elsewhere", misread=spoilt(cable(4), 1), other=spoilt(cable(9), 2))
    target = tmp_path / "lists" / "pairs.tsv"
    ran = teikit("copies", top, "-o", target)
    assert ran.code == ExitCode.DONE
    assert "22 texts: 2 documents in 4 copies" in ran.err
    assert [sorted(item.path.stem for item in group.inputs if item.path) for group in listed(target)] == [
        ["misread", "n4"],
        ["n9", "other"],
    ]
    assert "# high: text alike 0." in target.read_text("utf-8")


def test_the_list_says_the_same_wherever_the_folder_lies(tmp_path: Path, teikit: Teikit) -> None:
    texts = {f"n{number}": cable(number // 2) for number in range(20)}
    lists = []
    for place in ("a", "b"):
        top = folder(tmp_path / place, **texts)
        assert teikit("copies", top, "-o", top / "pairs.tsv").code == ExitCode.DONE
        lists.append(top.joinpath("pairs.tsv").read_bytes())
    assert lists[0] == lists[1]


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path, teikit: Teikit) -> None:
    top = folder(tmp_path, a=cable(1), b=cable(1), empty="", **{f"n{number}": cable(number) for number in range(2, 9)})
    top.joinpath("binary.txt").write_bytes(bytes(range(256)) * 40)
    ran = teikit("copies", top)
    assert ran.code == ExitCode.SOME_FAILED
    assert f"{top / 'empty.txt'}: the file is empty [IN-EMPTY]\n" in ran.err
    assert f"{top / 'binary.txt'}: " in ran.err
    assert "--" not in ran.err  # no option of convert, which copies does not have
    assert (
        "\ta.txt\tb.txt" in ran.out.decode().replace(str(tmp_path) + "/", "").replace("../", "") or b"b.txt" in ran.out
    )


def test_several_workers_write_the_same_list(tmp_path: Path, teikit: Teikit) -> None:
    """Also where a file cannot be read, and where texts lie in an archive."""
    top = folder(tmp_path, empty="", **{f"n{number}": cable(number // 2) for number in range(20)})
    with zipfile.ZipFile(top / "more.zip", "w") as archive:
        archive.writestr("x/one.txt", cable(3))
        archive.writestr("x/two.txt", cable(30))
    alone, together = (teikit("copies", top, "--jobs", jobs) for jobs in ("1", "2"))
    assert teikit("copies", top).out == alone.out == together.out
    assert "# also" in together.out.decode()
    assert together.code == ExitCode.SOME_FAILED
    assert "IN-EMPTY" in together.err


def test_a_text_that_kills_its_worker_costs_itself_alone(
    tmp_path: Path, teikit: Teikit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(text: str) -> Sketch:
        if "DEADLY" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        return sketch(text)

    monkeypatch.setattr("teikit.copies.texts.sketch", read)
    top = folder(tmp_path, deadly="DEADLY", **{f"n{number}": cable(number // 2) for number in range(10)})
    ran = teikit("copies", top, "--jobs", "2")
    assert ran.code == ExitCode.SOME_FAILED
    assert "WORKER-DIED" in ran.err
    assert ran.out.count(b"n") >= 10


def test_payrolls_on_one_form_are_no_copies_though_few_records_are_on_it() -> None:
    """Half of each of six sheets is print that nothing else of the folder has; too few for a form of the folder."""
    form = words(99, 100)
    sheets = [form + words(number, 100) for number in range(6)] + [cable(number) for number in range(20, 60)]
    copied = [cable(20, 120), spoilt(cable(21), 1)]
    assert {group.texts for group in groups(*sheets, *copied)} == {(6, 46), (7, 47)}


@pytest.mark.parametrize("is_in_all", [False, True])
def test_one_pair_that_is_alike_joins_no_two_groups(is_in_all: bool) -> None:
    """Two cables on one matter, each in two releases: half of the pairs of releases must be alike, and not one."""
    matter, here, there = (f" {words(number, 60)}" for number in (151, 152, 153))
    short = matter if is_in_all else ""
    releases = [here * 2 + words(154, 60) + matter, here * 2 + words(154, 60) + short]
    unlike = [there * 2 + words(155, 60) + matter, there * 2 + words(155, 60) + short]
    joined = {group.texts for group in groups(*releases, *unlike, *(cable(number) for number in range(20, 60)))}
    assert joined == ({(0, 1, 2, 3)} if is_in_all else {(0, 1), (2, 3)})


@pytest.mark.parametrize("name", ["", "missing"])
def test_a_folder_without_texts_is_said(tmp_path: Path, teikit: Teikit, name: str) -> None:
    ran = teikit("copies", tmp_path / name)
    assert ran.code in (ExitCode.INPUT_REFUSED, ExitCode.FILE_SYSTEM)
    assert "[IN-" in ran.err
    assert "Traceback" not in ran.err


def test_a_list_is_not_written_over_a_text(tmp_path: Path, teikit: Teikit) -> None:
    (tmp_path / "a.txt").write_bytes(b"MINISTER TOLD REPORTERS THAT HARVEST WOULD BE POOR AGAIN.")
    ran = teikit("copies", tmp_path, "-o", tmp_path / "a.txt", "--force")
    assert ran.code == 2 and "USAGE-SAME-FILE" in ran.err
    assert (tmp_path / "a.txt").read_bytes().startswith(b"MINISTER")


def test_names_that_a_list_cannot_hold_stand_in_a_comment(tmp_path: Path, teikit: Teikit) -> None:
    top = folder(tmp_path, **{"a\tb": cable(1), "plain": cable(1)}, **{f"n{n}": cable(n) for n in range(2, 9)})
    ran = teikit("copies", top, "-o", tmp_path / "pairs.tsv")
    assert ran.code == ExitCode.DONE
    lines = (tmp_path / "pairs.tsv").read_text("utf-8").splitlines()
    assert all(line.startswith("#") for line in lines)
    assert any("a\\tb" in line for line in lines)


def test_least_leaves_out_what_is_less_sure(tmp_path: Path, teikit: Teikit) -> None:
    texts = {f"n{number}": cable(number) for number in range(9)}
    top = folder(tmp_path, **texts)
    shutil.copy(top / "n1.txt", top / "104-10000-10001.txt")
    folder(top / "x", **{"104-10000-10002-a": cable(50), "104-10000-10002-b": cable(51)})
    assert teikit("copies", top).out.count(b"\n104-") == 2
    assert teikit("copies", top, "--least", "medium").out.count(b"\n104-") == 1


def test_what_is_named_twice_or_written_by_hand_is_kept(tmp_path: Path, teikit: Teikit) -> None:
    top = folder(tmp_path / "in", a=cable(1), b=cable(1))
    target = tmp_path / "pairs.tsv"
    target.write_text("mine\n", "utf-8")
    assert teikit("copies", top, top, "-o", target).code == ExitCode.OUTPUT_EXISTS
    assert target.read_text("utf-8") == "mine\n"
    assert teikit("copies", top, top, "-o", target, "--force").code == ExitCode.DONE


def test_releases_of_real_records_are_found_by_what_they_say(shared: Path) -> None:
    paths = sorted(shared.glob("data/jfk-dev/*/*.md"))
    records = [path.parent.name for path in paths]
    all_groups = groups(*(path.read_text("utf-8", "replace") for path in paths))
    same = sum(records.count(record) * (records.count(record) - 1) // 2 for record in set(records))
    pairs = [(a, b) for group in all_groups for a in group.texts for b in group.texts if a < b]
    right = sum(records[a] == records[b] for a, b in pairs)
    assert right >= 0.8 * same
    twice = {frozenset((records[a], records[b])) for a, b in pairs if records[a] != records[b]}
    assert len(twice) <= 4  # cables that were filed twice: 10065-10436 is 10144-10012
