"""The form that a cable repeats on its later pages: it is set aside, what it says stays known, the sentence goes on."""

from __future__ import annotations

import pytest
from lxml import etree

from teikit.check.validation import parse
from teikit.conversion import convert
from teikit.lexicon import Lexicon
from teikit.tei.build import q

FIRST = """CLASSIFIED MESSAGE TOTAL COPIES 12
SECRET
ACTION UNIT RF. FILE. VR.
S E C R E T 021602Z MAR 77 STAFF
CITE BOGOTA 31384
TO: IMMEDIATE DIRECTOR.
REF: DIRECTOR 990535
1. THE NEWSPAPER OF THIS MORNING SAYS THAT THE GOVERNMENT HAD RECEIVED MONEY FROM
THE EMBASSY FOR MANY YEARS, AND THAT THE MINISTER KNEW OF IT WHEN HE WAS IN OFFICE.
2. THE MINISTER CALLED THE AMBASSADOR IN THE EVENING AND ASKED FOR AN ANSWER TO THE
ARTICLE. THE AMBASSADOR SAID THAT THE OFFICE IN THE CAPITAL WOULD NOT
\f"""
AGAIN = """CABLE SEC DISSEM BY PER TOTAL COPIES RUN BY
REPRODUCTION BY OTHER THAN
SECRET ISSUING OFFICE IS PROHIBITED
vensovunn NOTED, ee Set
ACTION UNIT
PAGE 02-02
IN 304411
TOR: 021632Z MAR 77
"""
REST = """COMMENT ON WHAT THE PAPERS HAVE PRINTED, AND THAT HE WOULD ASK FOR INSTRUCTIONS.
3. THE MINISTER SAID THAT THE PRESIDENT WAS MOST SENSITIVE IN THIS MATTER AND THAT HE
WANTED TO LET IT DIE AS SOON AS THE ELECTION IN THE PROVINCES WAS OVER.
4. NO FILE. E2 IMPDET.
SECRET
"""


@pytest.fixture(scope="module")
def cable(lexicon: Lexicon) -> etree._Element:
    """The TEI of a cable of two pages, of which only the second has its number of receipt."""
    ((_, document),) = convert((FIRST + AGAIN + REST).encode(), "cable.txt", lexicon).documents
    return parse(document)


def test_the_form_leaves_the_text(cable: etree._Element) -> None:
    texts = [" ".join("".join(fw.itertext()).split()) for fw in cable.iter(q("fw"))]
    assert {"ACTION UNIT", "IN 304411", "vensovunn NOTED, ee Set"} <= set(texts)
    assert not [p for p in cable.iter(q("p")) if len(p) and all(child.tag == q("fw") for child in p) and not p.text]


def test_the_sentence_goes_on_over_the_page(cable: etree._Element) -> None:
    (paragraph,) = (p for p in cable.iter(q("p")) if "WOULD NOT" in "".join(p.itertext()))
    assert "COMMENT ON WHAT" in "".join(paragraph.itertext())


def test_what_the_form_says_is_known(cable: etree._Element) -> None:
    received = cable.find(f".//{q('correspAction')}[@type='received']")
    assert received is not None
    assert received.findtext(q("idno")) == "IN 304411"


@pytest.mark.parametrize(("value", "is_again"), [("", True), (" 16 JANUARY 1963", False)])
def test_blank_labels_of_the_form_are_no_header_of_another_cable(value: str, is_again: bool, lexicon: Lexicon) -> None:
    labels = f"UNIT:\nEXT:\nDATE:{value}\n"
    ((_, document),) = convert((FIRST + labels + AGAIN + REST).encode(), "cable.txt", lexicon).documents
    texts = {"".join(fw.itertext()).strip() for fw in parse(document).iter(q("fw"))}
    assert ("UNIT:" in texts) is is_again


@pytest.mark.parametrize(("number", "is_again"), [("PAGE TWO", True), ("", False)])
def test_a_numbered_page_goes_on_below_the_end_of_the_message(number: str, is_again: bool, lexicon: Lexicon) -> None:
    first = FIRST.replace("OFFICE IN THE CAPITAL WOULD NOT", "OFFICE WOULD NOT.\nEND OF MESSAGE")
    again = f"MESSAGE FORM\nSECRET\nNO INDEX\n{number}\nCITE BOGOTA 31384\n"
    comment = "*The station asked for guidance on the two men in the cable that it had sent in the month of May.\n"
    ((_, document),) = convert((first + again + comment).encode(), "cable.txt", lexicon).documents
    texts = {"".join(fw.itertext()).strip() for fw in parse(document).iter(q("fw"))}
    assert ("CITE BOGOTA 31384" in texts) is is_again
