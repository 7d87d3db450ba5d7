"""Made-up documents of the forms that archives hold: what the TEI says of each, and its text.

A document is a file NAME.txt in tests/documents/made-up, for the collection uk if its name begins so; NAME.xml is what
is known to be right. To add one, write the text and run TEIKIT_RENEW_GOLDEN=1 pytest tests/test_made_up_documents.py.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from lxml import etree
from test_golden import compare

from teikit.check.validation import parse
from teikit.conversion import convert
from teikit.lexicon import load
from teikit.tei.build import q

FOLDER = ROOT / "tests" / "documents" / "made-up"
DOCUMENTS = sorted(FOLDER.glob("*.txt"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=[path.stem for path in DOCUMENTS])
def test_header_and_text_are_as_they_were(path: Path) -> None:
    lexicon = load("uk") if path.stem.startswith("uk-") else load()
    done = convert(path.read_bytes(), path.name, lexicon)
    ((_, document),) = done.documents
    root = parse(document)
    parts = [*root.iterfind(f".//{q('titleStmt')}/{q('title')}"), *root.iter(q("profileDesc"), q("text"))]
    printed = (etree.tostring(part, encoding="utf-8", with_tail=False) for part in parts)
    compare(path.with_suffix(".xml"), b"\n".join(printed) + b"\n")
