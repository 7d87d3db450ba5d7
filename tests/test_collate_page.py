"""The page of a collation: safe whatever the documents hold, whole, with ways from excisions to recoveries."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import pairwise
from types import SimpleNamespace
from typing import cast

import pytest
from conftest import SAMPLE

from teikit.chain import correct
from teikit.collation.edition import Collation, collate
from teikit.collation.excisions import Excision
from teikit.collation.join import joined
from teikit.core import Mark, Span, attrs, kinds
from teikit.html.edition import edition_page
from teikit.html.edition_pages import Share
from teikit.html.edition_pages import _guessed as guessed_length
from teikit.html.edition_pages import _spoken as spoken_share
from teikit.html.edition_release import releases_of
from teikit.html.edition_rows import block_starts, text_rows
from teikit.html.tags import MASK, tag, text
from teikit.lexicon import Lexicon
from teikit.passes.privacy import private
from teikit.readers import read
from teikit.telegrams.assembling import assemble

TAGS = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "nav", "section", "div", "p", "span",
    "h1", "h2", "h3", "h4", "a", "bdi", "b", "i", "q", "mark", "sup", "small", "ul", "ol", "li", "dl", "dt", "dd",
    "details", "summary", "table", "caption", "thead", "tbody", "tr", "th", "td", "svg", "path",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "open", "scope", "role", "tabindex",
    "aria-label", "aria-labelledby", "aria-describedby", "aria-hidden", "viewbox", "d",
}  # fmt: skip
BLOCKS = {"td", "th", "p", "h1", "h2", "h3", "h4", "li", "dt", "dd", "b", "small", "sup", "summary", "caption", "title"}
FULL = """MEETING WITH THE AMBASSADOR TOOK PLACE YESTERDAY AFTERNOON IN THE EMBASSY.

HE STATED THAT GENERAL ORTEGA HAD INFORMED HIM OF THE PLANS OF THE GOVERNMENT CONCERNING THE ELECTIONS.

THE AMBASSADOR EXPRESSED HIS THANKS AND PROMISED AN ANSWER BEFORE THE END OF THE WEEK.
"""
EXCISED = FULL.replace("HAD INFORMED HIM OF", "[]").replace("ORTEGA", "ORTFGA")
SCRIPT = "<script>alert(1)</script> <img src=x onerror=alert(2)> {{7*7}} \u202eDETCEN\u202c \u061c &lt; \"' </style>"
NUMBER = "123-45-6789"


def collation(lexicon: Lexicon, **texts: str) -> Collation:
    """The collation of texts, called as their names are; ``__`` stands for a full stop."""
    names = [name.replace("__", ".") for name in texts]
    return named(lexicon, dict(zip(names, texts.values(), strict=True)))


def named(lexicon: Lexicon, texts: dict[str, str]) -> Collation:
    drafts = [correct(read(content.encode(), name), lexicon) for name, content in texts.items()]
    return collate(assemble(joined(drafts, list(texts), "edition"), lexicon), lexicon, is_one_record=True)


@dataclass
class Element:
    name: str
    attributes: dict[str, str]
    parts: list[str | Element] = field(default_factory=list)

    def all(self) -> list[Element]:
        inner = [part for part in self.parts if isinstance(part, Element)]
        return [self, *(element for element in inner for element in element.all())]

    def text(self, without: str = "") -> str:
        """What it says; without the elements of one class."""
        shown = [
            part for part in self.parts if isinstance(part, str) or part.attributes.get("class") != (without or "-")
        ]
        return "".join(part if isinstance(part, str) else part.without_parts(without) for part in shown)

    def without_parts(self, without: str) -> str:
        """What it says within another element, apart from what stands beside it unless both are of one line."""
        apart = self.name in BLOCKS or self.attributes.get("class") == "tip"
        return f" {self.text(without)} " if apart else self.text(without)

    def of(self, name: str, kind: str = "") -> list[Element]:
        return [
            element
            for element in self.all()
            if element.name == name and (not kind or kind in element.attributes.get("class", "").split())
        ]


class Tree(HTMLParser):
    """The page as elements; every tag that is opened must be closed, in order."""

    def __init__(self, data: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]
        self.feed(data.decode())
        self.close()
        assert self.open == [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS and len(dict(attrs)) == len(attrs)
        assert {name for name, _ in attrs} <= ATTRIBUTES, attrs
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].parts.append(element)
        self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().name == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].parts.append(data)


@pytest.fixture(scope="module")
def sample(lexicon: Lexicon) -> Collation:
    return collate(
        assemble(correct(read(SAMPLE.read_bytes(), SAMPLE.name), lexicon), lexicon), lexicon, is_one_record=True
    )


@pytest.fixture(scope="module")
def root(sample: Collation, lexicon: Lexicon) -> Element:
    return Tree(edition_page(sample, "POLTO CIRCULAR 12", lexicon)).root


def by_id(root: Element) -> dict[str, Element]:
    ids = [element.attributes["id"] for element in root.all() if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    return {element.attributes["id"]: element for element in root.all() if "id" in element.attributes}


# ---------------------------------------------------------------- safe


def check(data: bytes) -> Element:
    """What holds of every page: known tags and attributes, no address outside, all links have their targets."""
    root = Tree(data).root
    targets = by_id(root)
    for element in root.all():
        if "href" in element.attributes:
            assert element.attributes["href"][:1] == "#" and element.attributes["href"][1:] in targets
        for name in ("aria-describedby", "aria-labelledby"):
            assert element.attributes.get(name, next(iter(targets))) in targets
    assert b"http:" not in data and b"https:" not in data and b"url(" not in data and b"@import" not in data
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069]", data.decode())
    return root


def test_the_page_has_only_its_own_elements_and_links(sample: Collation, lexicon: Lexicon) -> None:
    check(edition_page(sample, "POLTO CIRCULAR 12", lexicon))


def test_nothing_in_a_document_or_a_name_becomes_markup(lexicon: Lexicon) -> None:
    full = FULL.replace("THE PLANS", f"THE {SCRIPT} PLANS") + SCRIPT
    texts = {f"{SCRIPT} one.txt": full, f"{SCRIPT} two.txt": EXCISED + SCRIPT}
    data = edition_page(named(lexicon, texts), SCRIPT, lexicon)
    root = check(data)
    assert "{{7*7}}" in root.text() and "<img" in root.text() and "\\u202e" in root.text()
    (heading,) = root.of("h1")
    assert heading.text() == (
        "<script>alert(1)</script> <img src=x onerror=alert(2)> {{7*7}} \\u202eDETCEN\\u202c \\u061c &lt; \"' </style>"
    )


def test_a_policy_forbids_all_but_the_styles_of_the_page(root: Element) -> None:
    (policy,) = (element.attributes["content"] for element in root.of("meta") if "http-equiv" in element.attributes)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert root.of("style") and not root.of("script")


@pytest.mark.parametrize(
    ("value", "safe"),
    [
        ("<b>&\"'", "&lt;b&gt;&amp;&quot;&#x27;"),
        ("A\u202eB\x1bC\ufeff\u061c", "A\\u202eB\\x1bC\\ufeff\\u061c"),
        (f"SSN {NUMBER}.", f"SSN {MASK}."),
        ("SSN 123\u200b-45-67\u200b89.", f"SSN {MASK}."),
        ("SSN 123\n45\n6789", f"SSN {MASK}"),
        ("RECORD 104-10014-10067", "RECORD 104-10014-10067"),
    ],
)
def test_strings_are_masked_made_visible_and_escaped(value: str, safe: str) -> None:
    assert text(value) == safe
    assert tag("a", value, aria_label=value) == f'<a aria-label="{safe}">{safe}</a>'


# ---------------------------------------------------------------- private numbers


def blocks(root: Element) -> list[str]:
    """What each cell, explanation, heading and attribute says."""
    shown = [
        element.text()
        for element in root.all()
        if element.name in ("td", "th", "p", "h1", "h2", "title", "span", "bdi", "q")
    ]
    return shown + [value for element in root.all() for value in element.attributes.values()]


@pytest.mark.parametrize(
    ("fuller", "lacking"),
    [
        (f"NUMBER {NUMBER}", f"NUMBER {NUMBER}"),
        (f"NUMBER {NUMBER}", "NUMBER []"),
        (f"NUMBER {NUMBER}", "NUMBER I23-45-678q"),
        ("NUMBER 123 45 6789", "NUMBER 123 4S 67S9"),
        ("SOCIAL SECURITY NUMBER 123456789", "SOCIAL SECURITY NUMBER []"),
        ("CARD 4539 1488 0343 6467", "CARD 4539 1488 0343 64G7"),
        ("NUMBER 123\n45\n6789", "NUMBER 123 45 6789"),
    ],
)
def test_private_numbers_are_never_shown(fuller: str, lacking: str, lexicon: Lexicon) -> None:
    texts = {f"a {NUMBER}.txt": FULL.replace("YESTERDAY", fuller), "b.txt": EXCISED.replace("YESTERDAY", lacking)}
    data = edition_page(named(lexicon, texts), f"RECORD OF {NUMBER}", lexicon)
    root = check(data)
    assert not any(any(private(shown)) for shown in blocks(root))
    assert MASK in root.text()
    for digits in ("6789", "123-45", "45-67", "4S", "67S9", "678q", "4539", "1488", "0343"):
        assert digits not in root.text()


def test_a_record_number_is_shown(lexicon: Lexicon) -> None:
    text = FULL.replace("YESTERDAY", "104-10014-10067")
    assert "104-10014-10067" in Tree(edition_page(collation(lexicon, a=text, b=text), "", lexicon)).root.text()


# ---------------------------------------------------------------- whole


def test_every_word_of_every_release_is_there(sample: Collation, root: Element) -> None:
    shown = {form for word in root.text().split() for form in (word, word.rstrip(";"))}
    for edition in sample.editions:
        for witness in edition.work.witnesses:
            assert {word.text for word in witness.words} - shown == set()


def test_each_release_stands_in_its_column_in_its_order(sample: Collation, root: Element) -> None:
    """Without explanations a column reads as the release does, corrected by the others."""
    for edition, table in zip(sample.editions, root.of("table", "text"), strict=True):
        for column, release in enumerate(releases_of(edition, 1).values()):
            lines = [row.of("td")[column] for row in table.of("tr")[1:]]
            shown = " ".join(words_of(cell) for cell in lines).split()
            expected = " ".join(reading for reading in edition.readings[release.witness.id] if reading).split()
            assert [word for word in shown if word in set(expected)] == expected


def words_of(cell: Element) -> str:
    """The words in a cell that the release has."""
    apart = {"label", "page", "gap", "lack", "tip", "dark", "on"}
    parts = [
        part if isinstance(part, str) else "" if apart & {*part.attributes.get("class", "").split()} else words_of(part)
        for part in cell.parts
        if isinstance(part, str) or part.name != "sup"
    ]
    return "".join(parts)


def test_every_word_stands_in_one_row(sample: Collation) -> None:
    for edition in sample.editions:
        rows = text_rows(edition, {witness.id: block_starts(witness) for witness in edition.work.witnesses})
        for witness in edition.work.witnesses:
            words = [at for row in rows for at in range(*row[witness.id])]
            assert words == list(range(len(witness.words)))


def test_a_long_passage_that_the_base_lacks_is_cut_by_its_paragraphs(lexicon: Lexicon) -> None:
    words = [
        f"{title}{letter}"
        for title in ("BANKER", "MINISTER", "GENERAL", "COLONEL")
        for letter in "ABCDEFGHIJKLMNOPQRST"
    ]
    long = "\n\n".join(" ".join(["THE", *words[at : at + 8], "SPOKE AT LENGTH ABOUT THIS."]) for at in range(0, 80, 2))
    ends = "IN CONCLUSION THE EMBASSY ASKED FOR FURTHER INSTRUCTIONS BEFORE THE MEETING OF MONDAY.\n"
    more = " ".join(f"WORD{at} OF THE ANNEX" for at in range(300))
    collated = collation(lexicon, a=FULL + more + "\n\n" + ends, b=FULL + long + "\n\n" + ends)
    (edition,) = collated.editions
    lengths = [
        row[name][1] - row[name][0]
        for row in text_rows(edition, {witness.id: block_starts(witness) for witness in edition.work.witnesses})
        for name in row
    ]
    assert max(lengths) < 250


def test_the_same_collation_gives_the_same_bytes(sample: Collation, root: Element, lexicon: Lexicon) -> None:
    assert edition_page(sample, "A", lexicon) == edition_page(sample, "A", lexicon)


def test_one_release_alone_and_an_empty_text_make_a_page(lexicon: Lexicon) -> None:
    assert "AMBASSADOR" in check(edition_page(collation(lexicon, a=FULL), "one", lexicon)).text()
    check(edition_page(collation(lexicon, a="", b="\n"), "none", lexicon))


# ---------------------------------------------------------------- excisions


def test_an_excision_links_to_its_recovery_and_back(sample: Collation, root: Element) -> None:
    targets = by_id(root)
    recovered = [excision for edition in sample.editions for excision in edition.excisions if excision.recovered]
    boxes = [element for element in root.of("a", "gap") if "id" in element.attributes]
    assert len(boxes) == len(recovered) > 5
    for box in boxes:
        back = targets[box.attributes["href"][1:]]
        assert targets[back.attributes["href"][1:]] is box


def test_what_no_release_prints_is_no_link_and_looks_different(sample: Collation, root: Element) -> None:
    open_ones = [excision for edition in sample.editions for excision in edition.excisions if not excision.recovered]
    assert len([element for element in root.of("span", "dark") if "id" in element.attributes]) == len(open_ones) > 5
    assert not root.of("a", "dark")


def test_the_head_counts_the_texts_and_the_excisions_of_each_release(
    sample: Collation, root: Element, lexicon: Lexicon
) -> None:
    """Texts and releases are not added up: a record of four files has not seven releases."""
    excisions = sum(len(edition.excisions) for edition in sample.editions)
    header = root.of("header")[0].text()
    assert "3 texts, 2 of them in several releases, side by side." in header
    assert f"The releases have {excisions} excisions, a place counted for each release that withholds it" in header
    single = Tree(edition_page(collation(lexicon, a=FULL, b=EXCISED), "one", lexicon)).root
    assert "1 text in 2 releases, side by side. The releases have 1 excision," in single.of("header")[0].text()


def test_an_excision_says_how_much_and_what_it_claims(root: Element) -> None:
    (box,) = (
        element for element in root.of("a", "gap") if element.text("tip") == "withheld: 238 words · (b)(1) 1.3(a)(3)"
    )
    (tip,) = box.of("span", "tip")
    assert tip.text().startswith("Printed by release 1. (b)(1): information on defense or foreign policy")
    assert tip.attributes["id"] == box.attributes["aria-describedby"]


def test_a_passage_that_fills_several_rows_is_withheld_in_each(root: Element) -> None:
    assert {element.text() for element in root.of("a", "on")} == {"withheld, as above"}


def test_every_excision_is_in_the_list(sample: Collation, root: Element) -> None:
    lines = [line for table in root.of("table", "list") for line in table.of("tr")[1:]]
    ids = [line.of("small")[0].text() for line in lines]
    assert sorted(ids) == sorted(excision.id for edition in sample.editions for excision in edition.excisions)
    heads = {cell.attributes.get("scope") for line in lines for cell in line.of("th")}
    assert heads == {"row"}


def test_every_page_has_an_icon_that_leads_to_it(sample: Collation, root: Element) -> None:
    targets = by_id(root)
    icons = [link for strip in root.of("div", "strip") for item in strip.of("li") for link in item.of("a")]
    pages = [page for edition in sample.editions for witness in edition.work.witnesses for page in witness.pages]
    assert len(icons) == len(pages) == len({icon.attributes["href"] for icon in icons})
    for icon in icons:
        assert targets[icon.attributes["href"][1:]].attributes["class"] == "page"
    assert "page 2: 75 % withheld" in {icon.attributes["aria-label"] for icon in icons}


# ---------------------------------------------------------------- evidence


def test_a_correction_shows_its_evidence_to_the_keyboard(lexicon: Lexicon) -> None:
    root = check(edition_page(collation(lexicon, a__txt=FULL, b__txt=EXCISED), "t", lexicon))
    (word,) = (element for element in root.of("span", "c") if "tabindex" in element.attributes)
    (tip,) = word.of("span", "tip")
    assert word.attributes["tabindex"] == "0" and word.attributes["aria-describedby"] == tip.attributes["id"]
    assert word.text("tip") == "ORTEGA"
    assert "OCR of this release has ORTFGA; R1 has ORTEGA" in tip.text()


def test_where_nothing_decides_both_readings_are_named(lexicon: Lexicon) -> None:
    first, second = (FULL.replace("YESTERDAY", f"{number} YESTERDAY") for number in ("CIRC 788", "CIRC 778"))
    collated = collation(lexicon, a__txt=first, b__txt=second)
    (edition,) = collated.editions
    decided = {name: [replace(decision, is_open=True) for decision in some] for name, some in edition.decisions.items()}
    root = check(edition_page(replace(collated, editions=(replace(edition, decisions=decided),)), "t", lexicon))
    tips = [word.of("span", "tip")[0].text() for word in root.of("span", "o") if "tabindex" in word.attributes]
    assert len(tips) == 2 and all(tip.startswith("Undecided.") for tip in tips)
    assert "788" in tips[0] and "778" in tips[0]


def test_headings_and_landmarks_are_those_of_a_document(root: Element) -> None:
    assert len(root.of("h1")) == len(root.of("main")) == len(root.of("header")) == 1
    assert root.of("body")[0].of("a")[0].attributes["href"] == "#text"
    levels = [int(element.name[1]) for element in root.all() if re.fullmatch("h[1-4]", element.name)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all("scope" in cell.attributes for cell in root.of("th"))


@pytest.mark.parametrize(
    ("share", "shown", "spoken"),
    [
        (Share(9999, 1, 1, 0), "< 1 %", "less than 1 %"),
        (Share(9999, 1, 2, 1), "> 0 %", "more than 0 %"),
        (Share(880, 120, 2, 1), "≥ 12 %", "at least 12 %"),
        (Share(880, 120, 1, 0), "12 %", "12 %"),
        (Share(880, 0, 2, 2), "2 places", "2 places"),
    ],
)
def test_a_share_says_no_more_than_is_known(share: Share, shown: str, spoken: str) -> None:
    assert (str(share), spoken_share(share)) == (shown, spoken)


@pytest.mark.parametrize(("quantity", "length"), [("", 6), ("2", 12), ("1200", 7200), ("1.5", 9)])
def test_a_gap_is_drawn_as_long_as_its_mark_says(quantity: str, length: int) -> None:
    mark = Mark(Span(0, 0), kinds.GAP, "gaps", attributes=attrs(quantity=quantity or None, unit="word"))
    excision = SimpleNamespace(gaps=[SimpleNamespace(mark=mark)])
    assert guessed_length(cast("Excision", excision)) == length
