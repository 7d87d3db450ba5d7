"""The rows of an identification sheet in the TEI: lines of one field share a row, unless a page begins between."""

from __future__ import annotations

from typing import cast

from teikit.core import Mark, Span, attrs, kinds
from teikit.tei.build import make
from teikit.tei.text.asides import Asides
from teikit.tei.text.inline import Inline
from teikit.tei.text.tables import Tables

AGENCY = Mark(Span(0, 1), kinds.SHEET, "fields", attributes=attrs(type="agency"))


def test_lines_of_one_field_share_a_row() -> None:
    table, tables = make("table"), Tables(cast(Inline, None), cast(Asides, None))
    assert tables._row(table, AGENCY) is tables._row(table, AGENCY)


def test_a_sheet_that_is_there_twice_has_its_rows_on_each_page() -> None:
    """A page break holds no element, and elements that hold none are false."""
    table, tables = make("table"), Tables(cast(Inline, None), cast(Asides, None))
    first = tables._row(table, AGENCY)
    table.append(make("pb", n="2"))
    assert tables._row(table, AGENCY) is not first
