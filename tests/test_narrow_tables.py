"""On narrow screens tables are cards: what stands in a cell is said by the style sheet, column by column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from teikit.folder import charts
from teikit.html import collection
from teikit.site import lists

TABLES = [
    # style sheet, classes of the table, heads of its columns, columns that need no label
    ("site.css", "documents counted", charts.HEADS, {"Document", "Date", "Kind"}),
    ("site.css", "documents", lists.HEADS, {"Document", "Date", "Kind"}),
    ("overview.css", "places", collection.LISTED, {"Record", "Text"}),
    ("overview.css", "matrix", ("Released", "Agency", "Exemption", *collection.NUMBERS), {"Released"}),
    ("overview.css", "records", ("Record", "Something new", *collection.NUMBERS), {"Record"}),
]


@pytest.mark.parametrize(("sheet", "classes", "heads", "plain"), TABLES)
def test_each_column_has_the_label_of_its_head(sheet: str, classes: str, heads: Sequence[str], plain: set[str]) -> None:
    css = (Path(collection.__file__).parent / sheet).read_text("utf-8")
    labels = {}
    for selectors, label in re.findall(r"([^{}]*)\{ content: \"([^\"]*): \";? \}", css):
        for name in classes.split():
            for column in re.findall(rf"\.{name} td:nth-child\((\d)\)::before", selectors):
                labels[int(column)] = label
    expected = {at: head.lstrip("#") for at, head in enumerate(heads, 1) if head.lstrip("#") not in plain}
    assert labels == expected
