"""The pages of the review: the list of documents, and one doubtful word in its line with what may be decided."""

from __future__ import annotations

from collections.abc import Sequence

from teikit.core import Source
from teikit.html.tags import Html, document, joined, tag, unmasked
from teikit.review.questions import Question
from teikit.wording import counted

AROUND = 2  # lines that are shown before and after
KEYS = (
    ("Enter", "it is right as it reads now"),
    ("1 to 6", "it reads so"),
    ("0", "it reads as the OCR has it"),
    ("r", "type how it reads"),
    ("u", "nobody can read it"),
    ("d", "later"),
    ("z", "undo the last decision"),
)


def index_page(names: Sequence[str], decided: int, who: str) -> bytes:
    """The documents, each with a link to its first question."""
    rows = [tag("li", tag("a", unmasked(name), href=f"{number}/")) for number, name in enumerate(names)]
    told = f"{counted(len(names), 'document')}; {counted(decided, 'decision')} of {who} so far"
    content = tag("main", tag("h1", "Review"), tag("p", told), tag("ul", *rows, class_="documents"))
    return document("Review", "review.css", content, script="review.js")


def done_page(name: str, why: str = "Nothing is left to look at in this document.") -> bytes:
    """A document in which nothing is asked any more, or that cannot be reviewed; ``why`` says which."""
    content = tag(
        "main",
        tag("h1", unmasked(name)),
        tag("p", why),
        _form(_button("undo", "", "z", "undo the last decision")),
        tag("p", tag("a", "All documents", href="../", autofocus="autofocus")),
    )
    return document(name, "review.css", content, script="review.js")


def question_page(name: str, source: Source, question: Question, left: int, number: int) -> bytes:
    """One doubtful word; ``left`` is how many questions of the document are left, ``number`` that of this one."""
    line, column = source.position(question.span.start)
    choices = [
        _button("reads", str(place), str(place), _reading(candidate))
        for place, candidate in enumerate(question.candidates, 1)
    ]
    now = "it is right: " if question.now != question.before else "it is right as the OCR has it: "
    free = tag(
        "p",
        tag("label", tag("kbd", "r"), " it reads ", for_="reading"),
        tag("input", id="reading", name="reading", autocomplete="off", spellcheck="false", data_key="r"),
        _button("typed", "", "", "take it"),
    )
    content = tag(
        "main",
        tag("p", tag("a", "All documents", href="../"), f" · {counted(left, 'question')} left here", class_="where"),
        tag("h1", unmasked(name), tag("small", f" line {line}, column {column}")),
        _context(source, question),
        tag("p", "The OCR reads ", _reading(question.before), "; now it reads ", _reading(question.now), class_="now"),
        tag("p", unmasked(question.why), class_="why"),
        _form(
            _button("right", "", "Enter", now, _reading(question.now)),
            *choices,
            _button("as-read", "", "0", "as the OCR has it: ", _reading(question.before)),
            free,
            _button("unclear", "", "u", "nobody can read it"),
            _button("later", "", "d", "later"),
            _button("undo", "", "z", "undo the last decision"),
            tag("input", type="hidden", name="number", value=str(number)),
        ),
        tag("details", tag("summary", "Keys"), tag("dl", *(joined(_key(*key)) for key in KEYS))),
    )
    return document(f"{name}: {line}", "review.css", content, script="review.js")


def _key(key: str, what: str) -> tuple[Html, Html]:
    return tag("dt", tag("kbd", key)), tag("dd", what)


def _form(*content: Html) -> Html:
    return tag("form", *content, method="post")


def _button(verdict: str, value: str, key: str, *content: str) -> Html:
    """A button that decides; ``key`` presses it."""
    shown = [tag("kbd", key), " "] if key else []
    return tag("button", *shown, *content, name="verdict", value=f"{verdict}:{value}", data_key=key, type="submit")


def _reading(text: str) -> Html:
    return tag("b", unmasked(text)) if text.strip() else tag("i", "nothing" if not text else "a blank")


def _context(source: Source, question: Question) -> Html:
    """The line with the word marked, and those around it."""
    first = source.text.rfind("\n", 0, question.span.start) + 1
    end = source.text.find("\n", max(question.span.end, question.span.start))
    last = len(source.text) if end < 0 else end
    before = source.text[:first].splitlines()[-AROUND:]
    after = source.text[last + 1 :].splitlines()[:AROUND]
    line = tag(
        "span",
        unmasked(source.text[first : question.span.start]),
        tag("mark", unmasked(question.before)),
        unmasked(source.text[question.span.end : last]),
        class_="line",
    )
    around = [tag("span", unmasked(text) or "\u00a0", class_="around") for text in before]
    following = [tag("span", unmasked(text) or "\u00a0", class_="around") for text in after]
    return tag("p", *around, line, *following, class_="page")
