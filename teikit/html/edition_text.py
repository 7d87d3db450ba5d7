"""The text of the releases side by side: a table with a row for each stretch, a column for each release."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, groupby

from teikit.collation.classify import Kind
from teikit.collation.decide import Decision
from teikit.collation.excisions import Excision
from teikit.core import Certainty
from teikit.html.edition_release import Release, Unit
from teikit.html.edition_view import Lack, View
from teikit.html.tags import MASK, Html, bdi, joined, tag, text
from teikit.wording import counted

REASONS = {
    Kind.LOST: "lost: the OCR has scraps in its place",
    Kind.SKIPPED: "not here, most likely skipped by the OCR",
    Kind.PAGE: "a page that is not in this release",
    Kind.UNKNOWN: "not here; nothing tells why",
}


@dataclass
class Text:
    """Writes the text of one edition; ``tips`` counts the explanations, each has an id; ``pages`` those begun."""

    view: View
    tips: Iterator[int] = field(default_factory=lambda: count(1))
    pages: dict[str, int] = field(default_factory=dict)

    def table(self) -> Html:
        """The releases side by side."""
        releases = self.view.releases.values()
        heads = joined(tag("th", *self._head(release), scope="col") for release in releases)
        body = joined(self._row(number) for number in range(len(self.view.rows)))
        return tag(
            "table", tag("caption", "The releases side by side", class_="away"), tag("thead", tag("tr", heads)),
            tag("tbody", body), class_=f"text n{min(len(releases), 5)}",
        )  # fmt: skip

    def _head(self, release: Release) -> Iterator[Html]:
        yield text(release.name)
        about = [f"released {release.date}" if release.date else "date of release not known"]
        if release.witness is self.view.edition.work.base and len(self.view.releases) > 1:
            about.append("the fullest")
        yield tag("small", ", ".join(about))

    def _row(self, number: int) -> Html:
        return tag("tr", *(self._cell(number, release) for release in self.view.releases.values()))

    def _cell(self, number: int, release: Release) -> Html:
        parts = list(self._parts(number, release))
        if not parts and (one := self.view.goes_on(number, release.witness.id)):
            parts = [tag("a", "withheld, as above", class_="gap on", href=f"#{self.view.anchor(one)}")]
        label = tag("b", f"R{release.number}", class_="label")
        return tag("td", label, tag("bdi", *parts) if parts else tag("i", "–"), class_="" if parts else "none")

    def _parts(self, number: int, release: Release) -> Iterator[Html]:
        """What a release has in a row: words, page numbers, and what it lacks, in their order."""
        low, high = self.view.rows[number][release.witness.id]
        lacks = list(self.view.lacks.get((number, release.witness.id), ()))
        marks = self.view.recovered[release.witness.id]
        for some, units in groupby(release.between((low, high)), key=lambda unit: marks.get(unit.words[0], ())):
            yield from self._run(release, list(units), some, lacks, low)
        yield from (part for at, lack in lacks for part in self._lacking(release, at, lack))
        if number + 1 == len(self.view.rows):
            yield from self._pages(release, len(release.witness.pages) - 1)

    def _run(
        self, release: Release, units: Sequence[Unit], some: Sequence[Excision], lacks: list[tuple[int, Lack]], low: int
    ) -> Iterator[Html]:
        """Words that the same other releases withhold, or none does."""
        first = units[0].words[0]
        inside: list[Html] = []
        outside: list[Html] = []
        for unit in units:
            at = unit.words[0]
            before = outside if at == first else inside
            if at != low:
                before.append(Html("\n" if at in release.begins else " "))
            while lacks and lacks[0][0] <= at:
                before += self._lacking(release, *lacks.pop(0))
            before += self._pages(release, release.witness.words[at].page)
            inside.append(self._unit(release, unit))
        yield from outside
        yield self._recovered(release, inside, some, first) if some else joined(inside)

    def _pages(self, release: Release, last: int) -> Iterator[Html]:
        """Where pages begin, up to a page: that of a word, or of an excision that takes a page whole."""
        name = release.witness.id
        for number in range(self.pages.get(name, -1) + 1, last + 1):
            page = release.witness.pages[number]
            note = ", misfiled" if page.moved else ""
            yield tag("span", f"page {page.n}{note}", class_="page", id=f"{release.key}p{number + 1}")
            yield Html("\n")
            self.pages[name] = number

    def _lacking(self, release: Release, at: int, lack: Lack) -> Iterator[Html]:
        """What is lacking before a word, behind the beginning of the page on which it is lacking."""
        words = release.witness.words
        if isinstance(lack, Excision):
            yield from self._pages(release, min(lack.page, words[at].page) if at < len(words) else lack.page)
        yield joined([" ", self._lack(lack), " "])

    def _recovered(self, release: Release, inside: Sequence[Html], some: Sequence[Excision], first: int) -> Html:
        """Words that other releases withhold, with a way to each place where they are withheld."""
        links = []
        for one in sorted(some, key=lambda one: self.view.releases[one.witness].number):
            is_first = self.view.recovered[release.witness.id].get(first - 1, ()).count(one) == 0
            other = self.view.releases[one.witness]
            id = self.view.printed(one, release.witness.id) if is_first else ""
            label, href = f"withheld in release {other.number}", f"#{self.view.anchor(one)}"
            links.append(tag("a", f"R{other.number}", id=id, href=href, aria_label=label))
        return joined([tag("mark", *inside), tag("sup", "⊘", joined(links, " "))])

    def _lack(self, lack: Lack) -> Html:
        if isinstance(lack, Excision):
            return self._excision(lack)
        words = counted(len(lack.passage.words), "word")
        printed = self._named(lack.printed)
        said = f"{words} that {printed} has: {REASONS[lack.kind]}. Grounds: {'; '.join(lack.grounds)}."
        return self._tip("span", [text(f"{words} not here")], [text(said)], class_="lack", tabindex="0")

    def _excision(self, one: Excision) -> Html:
        """A box where something is withheld, a link to what is withheld if another release prints it."""
        codes = self.view.codes(one)
        about = [self.view.extent(one), " ".join(code for code, _ in codes)]
        label = ": ".join(["withheld", " · ".join(part for part in about if part)]) if any(about) else "withheld"
        target = self.view.printed(one, one.fuller) if one.recovered else ""
        who = f"Printed by {self._named(one.printed)}. " if one.recovered else "No release here prints it. "
        claims = "".join(f"{code}: {meaning}. " for code, meaning in codes if meaning)
        said = f"{who}{claims}Certainty {one.cert}: {'; '.join(one.grounds)}."
        name, more = ("a", {"href": f"#{target}"}) if target else ("span", {"tabindex": "0"})
        kind = "gap" if one.recovered else "gap dark"
        return self._tip(name, [text(label)], [text(said)], class_=kind, id=self.view.anchor(one), **more)

    def _named(self, names: Sequence[str]) -> str:
        """Releases as people call them: ``release 1, release 4``."""
        return ", ".join(f"release {self.view.releases[name].number}" for name in names if name in self.view.releases)

    def _unit(self, release: Release, unit: Unit) -> Html:
        word = joined([f"{unit.before} " if unit.before else "", unit.text])
        if unit.decision is None or not unit.text:
            return word
        is_secret = not release.secret.isdisjoint(range(*unit.words))
        said = [text(f"{MASK}: what the releases read is not shown.")] if is_secret else self._why(release, unit)
        cert = unit.decision.cert
        kind = "c" if cert is not None and cert >= Certainty.MEDIUM else "o" if unit.decision.open else "l"
        return self._tip("span", [word], said, class_=kind, tabindex="0")

    def _why(self, release: Release, unit: Unit) -> list[Html]:
        """The evidence of a decision."""
        one = unit.decision
        assert one is not None
        own = release.witness.id
        others = [
            joined([f"R{self.view.releases[name].number} has ", bdi(seen)])
            for name, seen in one.seen.items()
            if name != own
        ]
        seen = one.seen.get(own, one.before)
        alone = [", read alone as ", bdi(one.before)] if one.before not in (seen, unit.text) else []
        here = joined(["The OCR of this release has ", bdi(seen), *alone, "; "])
        return [_verdict(one), here, joined(others, "; "), text(".")]

    def _tip(self, name: str, inside: Sequence[Html], said: Sequence[Html], **attributes: str) -> Html:
        """An element that shows an explanation when it is pointed at or has the focus."""
        id = f"w{self.view.number}t{next(self.tips)}"
        tip = tag("span", *said, class_="tip", role="tooltip", id=id, aria_hidden="true")
        return tag(name, *inside, tip, **attributes, aria_describedby=id)


def _verdict(one: Decision) -> Html:
    if one.open:
        return text("Nothing decides here. ")
    if one.agreed:
        return text("All releases read so, and so it stays. ")
    if one.cert is not None and one.cert >= Certainty.MEDIUM:
        return text(f"Corrected by the other releases (certainty {one.cert}). ")
    return joined(["It may read ", bdi(one.reading), " (certainty low). "])
