"""An HTML page of evaluations: the rates, and the places that differ, with truth, OCR and output side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from teikit.evaluation.differences import Difference, PlaceOutcome
from teikit.evaluation.evaluate import Evaluation, total_evaluation
from teikit.evaluation.score import RATES, Score
from teikit.evaluation.tables import COLUMNS, LAYER, rate
from teikit.html.tags import Html, bdi, document, escaped, joined, tag
from teikit.passes.privacy import private
from teikit.wording import counted

MOST_PLACES = 400  # most places of one outcome in a document that are shown
MOST_OF_ALL = 10_000  # most places of all documents that are shown
LONGEST_READING = 240  # most characters of a reading that are shown
ABOUT = {
    PlaceOutcome.SPOILT: "A word that is right in the OCR is wrong in the output.",
    PlaceOutcome.WRONG: "Both the OCR and the output differ from the truth.",
    PlaceOutcome.MENDED: "The OCR was wrong, and the output is right.",
}


def page(evaluations: Sequence[Evaluation]) -> bytes:
    """The HTML page of the evaluations, as bytes."""
    everything = total_evaluation(evaluations)
    several = len(evaluations) > 1
    parts = [tag("h1", "Evaluation"), tag("p", f"Compared: {LAYER[everything.layer]}."), _figures(everything)]
    if everything.structure:
        parts += [tag("h2", "Structure"), _structure(everything)]
    if several:
        parts += [tag("h2", "Documents"), _documents(evaluations)]
    left = MOST_OF_ALL
    for number, evaluation in enumerate(evaluations, 1):
        section, shown = _section(number, evaluation, left)
        parts.append(section)
        left -= shown
    return document("Evaluation", "evaluation.css", tag("main", *parts), generator="teikit")


def _figures(everything: Evaluation) -> Html:
    """The rates of all documents, one per row, in both ways of comparing."""
    rates = {way: score.rates() for way, score in everything.scores.items()}
    head = tag("tr", tag("th", "", scope="col"), *(tag("th", way, scope="col", class_="n") for way in rates))
    rows = [
        tag(
            "tr",
            tag("th", RATES[name], scope="row"),
            *(tag("td", rate(row[name]), class_="n") for row in rates.values()),
        )
        for name in RATES
    ]
    counts = everything.scores["exact"]
    words = f"{counted(counts.words, 'word')} of the truth, {counted(counts.characters, 'character')}."
    explained = "Exact: ignores only white space. Normalised: ignores letter case, quotation marks and dashes, too."
    return joined(
        [tag("table", tag("thead", head), tag("tbody", *rows)), tag("p", f"{words} {explained}", class_="quiet")]
    )


def _structure(everything: Evaluation) -> Html:
    """The counts and rates of each kind of parts."""
    heads = ("", "truth", "output", "both", "precision", "recall")
    head = tag("tr", *(tag("th", name, scope="col", class_="n" if name else "") for name in heads))
    rows = [
        tag(
            "tr",
            tag("th", row.kind, scope="row"),
            *(tag("td", f"{count:,}", class_="n") for count in row[1:]),
            *(tag("td", rate(value), class_="n") for value in row.rates().values()),
        )
        for row in everything.structure
    ]
    return tag("div", tag("table", tag("thead", head), tag("tbody", *rows)), class_="wide")


def _documents(evaluations: Sequence[Evaluation]) -> Html:
    """The rates of each document, with a link to its places."""
    heads = ("document", "words", *COLUMNS.values())
    head = tag("tr", *(tag("th", name, scope="col", class_="n" if at else "") for at, name in enumerate(heads)))
    rows = [_row(number, evaluation) for number, evaluation in enumerate(evaluations, 1)]
    return tag("div", tag("table", tag("thead", head), tag("tbody", *rows)), class_="wide")


def _row(number: int, evaluation: Evaluation) -> Html:
    score: Score = evaluation.scores["exact"]
    link = tag("a", bdi(escaped(evaluation.name)), href=f"#d{number}")
    rates = (tag("td", rate(score.rates()[name]), class_="n") for name in COLUMNS)
    return tag("tr", tag("th", link, scope="row"), tag("td", f"{score.words:,}", class_="n"), *rates)


def _section(number: int, evaluation: Evaluation, most: int) -> tuple[Html, int]:
    """The places of a document that differ, the worst outcome first, at most ``most``; and the number shown."""
    places: dict[PlaceOutcome, list[Difference]] = defaultdict(list)
    counts = Counter[PlaceOutcome]()
    for difference in evaluation.differences():
        counts[difference.outcome] += 1
        if counts[difference.outcome] <= MOST_PLACES and sum(map(len, places.values())) < most:
            places[difference.outcome].append(difference)
    parts = [tag("h2", bdi(escaped(evaluation.name)), id=f"d{number}")]
    for outcome in PlaceOutcome:
        if counts[outcome]:
            shown = len(places[outcome])
            more = f" {shown or 'None'} of them are shown." if shown < counts[outcome] else ""
            parts.append(tag("h3", f"{str(outcome).capitalize()}: {counted(counts[outcome], 'place')}"))
            parts.append(tag("p", f"{ABOUT[outcome]}{more}", class_="quiet"))
            parts += [_places(places[outcome], outcome)] if shown else []
    if not counts:
        parts.append(tag("p", "Nothing differs."))
    return tag("section", *parts), sum(map(len, places.values()))


def _places(places: Sequence[Difference], outcome: PlaceOutcome) -> Html:
    """The table of the differences: the truth, and the readings of OCR and output."""
    head = tag("tr", *(tag("th", name, scope="col") for name in ("truth", "OCR", "output")))
    rows = (
        tag(
            "tr",
            tag("td", _in_context(place), data_head="truth"),
            tag("td", _against(place.ocr, place.truth), data_head="OCR"),
            tag("td", _against(place.output, place.truth), data_head="output"),
        )
        for place in places
    )
    return tag("table", tag("thead", head), tag("tbody", *rows), class_=f"places {outcome.name.lower()}")


def _in_context(place: Difference) -> Html:
    """The truth, with the words before and after it."""
    whole = f"{place.before} {place.truth} {place.after}"
    if any(private(whole)):
        return bdi(whole)  # masked as a whole, because parts of the text would not be masked
    before, after = tag("span", f"{place.before} ", class_="quiet"), tag("span", f" {place.after}", class_="quiet")
    return tag("bdi", before, tag("b", _short(place.truth)), after)


def _against(reading: str, truth: str) -> Html:
    """A reading with its errors marked; a sign if it is empty."""
    if not reading:
        return tag("mark", "∅", title="nothing")
    if any(private(reading)):
        return bdi(reading)
    return tag("bdi", *_marked(_short(reading), _short(truth)))


def _marked(reading: str, truth: str) -> Iterator[Html | str]:
    """A reading with its differences from the truth marked; a sign shows that something is missing."""
    for step in Levenshtein.opcodes(truth, reading):
        part = reading[step.dest_start : step.dest_end]
        if step.tag == "equal":
            yield part
        elif part:
            yield tag("mark", part)
        else:
            yield tag("mark", "‸", title=f"{truth[step.src_start : step.src_end]} is missing")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_READING else f"{text[:LONGEST_READING]} …"
