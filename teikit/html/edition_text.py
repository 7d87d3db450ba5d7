"""Write the texts of the releases side by side: a table with a row for each stretch, a column for each release."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, groupby

from teikit.collation.classify import Finding, Verdict
from teikit.collation.decision import Decision
from teikit.collation.excisions import Excision
from teikit.core import Certainty
from teikit.html.edition_release import Release, Unit
from teikit.html.edition_view import Lack, View
from teikit.html.tags import MASK, Html, bdi, joined, tag, text
from teikit.wording import counted

REASONS_ABSENT = {
    Verdict.LOST: "lost: the OCR has scraps in its place",
    Verdict.SKIPPED: "not here, most likely skipped by the OCR",
    Verdict.PAGE: "a page that is not in this release",
    Verdict.UNKNOWN: "not here, for an unknown reason",
}
"""The notes about words that a release lacks and does not withhold."""
MOST_COLUMNS = 5  # columns for which the style sheet has widths


@dataclass
class TextTable:
    """Writes the table of one edition, once.

    ``_tips`` counts the explanations, for their ids; ``_pages`` has the last page of each release that has begun.
    """

    view: View
    _tips: Iterator[int] = field(default_factory=lambda: count(1))
    _pages: dict[str, int] = field(default_factory=dict)

    def html(self) -> Html:
        """The table: heads, and the rows in the order of the base."""
        releases = self.view.releases.values()
        heads = joined(tag("th", *self._head(release), scope="col") for release in releases)
        rows = joined(self._row(number) for number in range(len(self.view.rows)))
        caption = tag("caption", "The releases side by side", class_="away")
        classes = f"text n{min(len(releases), MOST_COLUMNS)}"
        return tag("table", caption, tag("thead", tag("tr", heads)), tag("tbody", rows), class_=classes)

    def _head(self, release: Release) -> Iterator[Html]:
        """The head of a column: the name of the release, its date, and whether it is the fullest."""
        yield text(release.name)
        about = [f"released {release.date}" if release.date else "date of release not known"]
        if release.witness is self.view.edition.work.base and len(self.view.releases) > 1:
            about.append("the fullest")
        yield tag("small", ", ".join(about))

    def _row(self, number: int) -> Html:
        return tag("tr", *(self._cell(number, release) for release in self.view.releases.values()))

    def _cell(self, number: int, release: Release) -> Html:
        """The text of a release in a row; a dash if it has nothing there."""
        parts = list(self._parts(number, release))
        if not parts and (excision := self.view.continued(number, release.witness.id)):
            parts = [tag("a", "withheld, as above", class_="gap on", href=f"#{self.view.anchor(excision)}")]
        label = tag("b", f"R{release.number}", class_="label")
        return tag("td", label, tag("bdi", *parts) if parts else tag("i", "–"), class_="" if parts else "none")

    def _parts(self, number: int, release: Release) -> Iterator[Html]:
        """The contents of a release in a row: words, page numbers, and what it lacks, in the order of its text."""
        low, high = self.view.rows[number][release.witness.id]
        lacks = list(self.view.lacks.get((number, release.witness.id), ()))
        withheld = self.view.withheld_elsewhere[release.witness.id]
        runs = groupby(release.between((low, high)), key=lambda unit: withheld.get(unit.words[0], ()))
        for excisions, units in runs:
            yield from self._run(release, list(units), excisions, lacks, low)
        yield from (part for at, lack in lacks for part in self._lacking(release, at, lack))
        if number + 1 == len(self.view.rows):
            yield from self._pages_up_to(release, len(release.witness.pages) - 1)

    def _run(
        self,
        release: Release,
        units: Sequence[Unit],
        excisions: Sequence[Excision],
        lacks: list[tuple[int, Lack]],
        low: int,
    ) -> Iterator[Html]:
        """Words that the same other releases withhold (``excisions``), or none does; ``low`` begins the row.

        The signs before the first of them stay outside their mark. What is lacking before a word is removed from
        ``lacks``.
        """
        first = units[0].words[0]
        inside: list[Html] = []
        outside: list[Html] = []
        for unit in units:
            at = unit.words[0]
            before = outside if at == first else inside
            if at != low:
                before.append(Html("\n" if at in release.block_starts else " "))
            while lacks and lacks[0][0] <= at:
                before += self._lacking(release, *lacks.pop(0))
            before += self._pages_up_to(release, release.witness.words[at].page)
            inside.append(self._unit(release, unit))
        yield from outside
        yield self._withheld_elsewhere(release, inside, excisions, first) if excisions else joined(inside)

    def _pages_up_to(self, release: Release, last: int) -> Iterator[Html]:
        """The beginnings of all further pages up to page ``last``, counted from 0."""
        name = release.witness.id
        for number in range(self._pages.get(name, -1) + 1, last + 1):
            page = release.witness.pages[number]
            note = ", misfiled" if page.is_moved else ""
            yield tag("span", f"page {page.n}{note}", class_="page", id=f"{release.key}p{number + 1}")
            yield Html("\n")
            self._pages[name] = number

    # ------------------------------------------------------------ what is withheld or lacking

    def _withheld_elsewhere(
        self, release: Release, inside: Sequence[Html], excisions: Sequence[Excision], first: int
    ) -> Html:
        """Words that other releases withhold, with a link to each place where they are withheld.

        Links from there lead to the beginning of an excision: only the link at that place has an id.
        """
        before = self.view.withheld_elsewhere[release.witness.id].get(first - 1, ())
        links = []
        for excision in sorted(excisions, key=lambda excision: self.view.releases[excision.witness_id].number):
            lacking = self.view.releases[excision.witness_id]
            id = self.view.printed_anchor(excision, release.witness.id) if excision not in before else ""
            label, href = f"withheld in release {lacking.number}", f"#{self.view.anchor(excision)}"
            links.append(tag("a", f"R{lacking.number}", id=id, href=href, aria_label=label))
        return joined([tag("mark", *inside), tag("sup", "⊘", joined(links, " "))])

    def _lacking(self, release: Release, at: int, lack: Lack) -> Iterator[Html]:
        """What is lacking before word ``at``, after the beginning of the page on which it is lacking."""
        words = release.witness.words
        if isinstance(lack, Excision):
            yield from self._pages_up_to(release, min(lack.page, words[at].page) if at < len(words) else lack.page)
            yield joined([" ", self._excision(lack), " "])
        else:
            yield joined([" ", self._absent(lack), " "])

    def _absent(self, finding: Finding) -> Html:
        """A note on words that are lacking for a reason other than withholding."""
        words = counted(len(finding.passage.words), "word")
        printed_by = self._names(finding.printed_by)
        reason, grounds = REASONS_ABSENT[finding.verdict], "; ".join(finding.grounds)
        tip = f"{words} that {printed_by} has: {reason}. Grounds: {grounds}."
        return self._with_tip("span", [text(f"{words} not here")], [text(tip)], class_="lack", tabindex="0")

    def _excision(self, excision: Excision) -> Html:
        """A box where something is withheld; a link to the withheld text if another release prints it."""
        codes = self.view.codes(excision)
        about = [self.view.extent(excision), " ".join(code for code, _ in codes)]
        label = ": ".join(["withheld", " · ".join(part for part in about if part)]) if any(about) else "withheld"
        target = self.view.printed_anchor(excision, excision.fuller_id) if excision.recovered else ""
        printed = f"Printed by {self._names(excision.printed_by)}. " if excision.recovered else ""
        claims = "".join(f"{code}: {meaning}. " for code, meaning in codes if meaning)
        grounds = f"Certainty {excision.cert}: {'; '.join(excision.grounds)}."
        tip = f"{printed or 'No release here prints it. '}{claims}{grounds}"
        name, more = ("a", {"href": f"#{target}"}) if target else ("span", {"tabindex": "0"})
        classes = "gap" if excision.recovered else "gap dark"
        return self._with_tip(name, [text(label)], [text(tip)], class_=classes, id=self.view.anchor(excision), **more)

    def _names(self, names: Sequence[str]) -> str:
        """The names of releases, given by their ids: ``release 1, release 4``."""
        return ", ".join(f"release {self.view.releases[name].number}" for name in names if name in self.view.releases)

    # ------------------------------------------------------------ words

    def _unit(self, release: Release, unit: Unit) -> Html:
        """The words of a unit, with the evidence of their decision.

        The classes are ``c`` for a correction, ``o`` for an open decision, ``l`` for one of low certainty.
        """
        word = joined([f"{unit.marks} " if unit.marks else "", unit.text])
        decision = unit.decision
        if decision is None or not unit.text:
            return word
        is_private = not release.private_words.isdisjoint(range(*unit.words))
        masked = [text(f"{MASK}: the readings of the releases are not shown.")]
        evidence = masked if is_private else self._evidence(release, unit.text, decision)
        is_made = decision.cert is not None and decision.cert >= Certainty.MEDIUM
        class_ = "c" if is_made else "o" if decision.is_open else "l"
        return self._with_tip("span", [word], evidence, class_=class_, tabindex="0")

    def _evidence(self, release: Release, shown: str, decision: Decision) -> list[Html]:
        """The evidence of a decision in sentences; ``shown`` is the text of its words on the page."""
        own = release.witness.id
        elsewhere = [
            joined([f"R{self.view.releases[name].number} has ", bdi(seen)])
            for name, seen in decision.seen.items()
            if name != own
        ]
        seen = decision.seen.get(own, decision.before)
        alone = [", read alone as ", bdi(decision.before)] if decision.before not in (seen, shown) else []
        here = joined(["The OCR of this release has ", bdi(seen), *alone, "; "])
        return [_outcome(decision), here, joined(elsewhere, "; "), text(".")]

    def _with_tip(self, name: str, inside: Sequence[Html], explanation: Sequence[Html], **attributes: str) -> Html:
        """An element with an explanation that shows when it is pointed at or has the focus."""
        id = f"w{self.view.number}t{next(self._tips)}"
        tip = tag("span", *explanation, class_="tip", role="tooltip", id=id, aria_hidden="true")
        return tag(name, *inside, tip, **attributes, aria_describedby=id)


def _outcome(decision: Decision) -> Html:
    """What was decided, as a sentence."""
    if decision.is_open:
        return text("Undecided. ")
    if decision.cert is not None and decision.cert >= Certainty.MEDIUM:
        return text(f"Corrected by the other releases (certainty {decision.cert}). ")
    return joined(["It may read ", bdi(decision.reading), " (certainty low). "])
