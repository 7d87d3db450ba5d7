"""Whatever an engine writes as markdown, its text becomes valid TEI, and no letter of it is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teikit.conversion import convert
from teikit.lexicon import Lexicon, load

PIECES = (
    "FROM: PARIS", "TO: SECSTATE", "NO: 12, MAY 1", "THE AMBASSADOR SAID THAT HE WOULD GO.", "SECRET", "[]", "(b)(1)",
    "| a | b |", "|a|b|", "a|b", "|", "||", "|---|---|", "--|--", "|:--|", "| **x** | <br> |",
    "| [illegible] | `y` |", "<table>", "</table>", "<tr>", "</tr>", "<td>", '<td rowspan="2">', "</td>",
    "<th>A</th>", "<table><tr><td>A</td></tr></table>", "**BOLD**", "**", "# HEAD", "```", "&amp;", "&lt;gap/&gt;",
    "\\_", "\\|", "<u>U</u>", "<br>", "<!-- x -->", "<!--", "![](a.png)", "$\\underline{A}$", "$^{2}$", "\\square",
    "## Page 2", "--- Page 3 ---", "<!-- PageBreak -->", "---", "lang: en", "\x0c", "(no text on this page)",
    "[Signature]", "[REDACTED]", "A LINE THAT COMES AGAIN AND AGAIN", "<page_number>2</page_number>",
    "<page_header>FROM: ROME</page_header>", "<watermark>COPY</watermark>", '<!-- PageHeader="SECRET" -->',
    "[Stamp: COPY]", "\\begin{tabular}{l|r}", "A & B \\\\", "\\multicolumn{2}{c}{X} &", "&", "\\\\", "\\hline",
    "\\end{tabular}", "\\begin{itemize}", "\\item A", "\\[x = 1\\]", "$$\\text{A}$$",
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(["\n", "\r\n", " ", "", "\n\n"]))
def test_any_markdown_becomes_valid_tei(pieces: list[str], between: str) -> None:
    """The conversion itself refuses what is not valid and what loses letters."""
    convert(between.join(pieces).encode(), "a.md", load())


@pytest.mark.parametrize(
    "text",
    [
        "|---|---|\n|\n|--|--|\n|0||\n",
        "![](a.png)<table><tr><td>A</td></tr></table>",
        "| a |\n|---|\n| b |\n|---|\n| c |\n",
        "<table><tr><td>\n| a | b |\n|--|--|\n| c | d |\n</td></tr></table>\n",
        "<table>\n<th>A</th>\nFROM: PARIS\n<td>\n<table>\n",
        "FROM: PARIS\n<table>\n<th>A</th>\n--- Page 3 ---\nFROM: ROME\n<!-- PageBreak -->\n<td>\nFROM: BONN\n<table>\n",
        "TO: SECSTATE\n| A | B |\n|---|---|\nNO: 12 | MAY 1\n",
        "| FROM: PARIS | TO: ROME |\n|--|--|\n| SECRET | [] |\n",
        "\\begin{tabular}{l}\nFROM: PARIS & | a |\n|--|\n| b | \\\\\n\\end{tabular}\n",
        "\\begin{tabular}{l|r}\nFROM: PARIS\n(b)(1)\n\\end{tabular}",
        "\\begin{tabular}{ll} A & \\begin{tabular}{l} B \\\\ C \\end{tabular} \\\\ D & E \\end{tabular}\n",
        "<table><tr><td>\\begin{tabular}{l}A & B\\end{tabular}</td></tr></table>\n",
    ],
)
def test_tables_in_tables_and_beside_each_other(text: str, lexicon: Lexicon) -> None:
    (_, document), *_ = convert(text.encode(), "a.md", lexicon).documents
    assert b"<table>" in document


def test_a_name_between_marks_is_a_signature_and_no_stamp(lexicon: Lexicon) -> None:
    text = "**BOLD**\n## Page 2\n" + "FROM: PARIS\n" * 9 + "**BOLD**"
    (_, document), *_ = convert(text.encode(), "a.md", lexicon).documents
    assert b"BOLD</persName>" in document


@pytest.mark.parametrize("text", ["[REDACTED] FROM: PARIS", "HE SAW [REDACTED] IN PARIS", "[text redacted]\nTO: PARIS"])
def test_a_placeholder_for_withheld_text_is_one_gap(text: str, lexicon: Lexicon) -> None:
    (_, document), *_ = convert(text.encode(), "a.md", lexicon).documents
    assert document.count(b"<gap") == 1


@pytest.mark.parametrize("text", ["<br><u>U</u>", "<!-- x --><br>**U**<br>"])
def test_a_break_where_no_word_stands_before_it_is_markup(text: str, lexicon: Lexicon) -> None:
    (_, document), *_ = convert(text.encode(), "a.md", lexicon).documents
    assert b"<p>U</p>" in document
