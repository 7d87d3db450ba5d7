"""What a header says of language and rights: what somebody said, or the document itself, never the collection."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from teikit.conversion import convert, convert_source
from teikit.core.metadata import Metadata
from teikit.lexicon import Lexicon, load
from teikit.lexicon.language import languages
from teikit.options import DEFAULT_OPTIONS, Options
from teikit.readers import read
from teikit.tei.build import q

BODY = (
    "THE AMBASSADOR SAID THAT HE WOULD BE READY TO DISCUSS THE MATTER WITH THE MINISTER, BUT NOT BEFORE THEY\n"
    "HAVE HAD AN ANSWER FROM THEIR GOVERNMENT.\n"
)
STATE = "INCOMING TELEGRAM Department of State\n\nFROM: PARIS\n\nTO: Secretary of State\n\nNO: 115, OCTOBER 3, 8 PM\n\n"
CIA = f"CLASSIFIED MESSAGE\n\nSECRET\n\nDIR CITE MEXI 7443\n\n1. {BODY}\nEND OF MESSAGE\n"
NOTICE = "2023 RELEASE UNDER THE PRESIDENT JOHN F. KENNEDY ASSASSINATION RECORDS ACT OF 1992\n\n" + BODY
GERMAN = (
    "Der Botschafter teilte mit, dass die Regierung nicht bereit ist, über diese Frage zu verhandeln. Er werde morgen\n"
    "nach Bonn fahren und dort mit dem Minister sprechen.\n"
)
SPANISH = "El movimiento es mejor que la conferencia. El prisionero fue arrestado por las fuerzas de seguridad\n"
NONSENSE = "DO BASE CHICAGO, DO BASE BOSTON, DO BASE NEW YORK, DO BASE LOS ANGELES\n"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The default collection."""
    return load()


def claims(
    text: str, lexicon: Lexicon, metadata: Metadata | None = None, options: Options = DEFAULT_OPTIONS
) -> tuple[str, list[str]]:
    """The statement on rights, empty if there is none, and the codes of the languages."""
    source = replace(read(text.encode(), "a.txt"), metadata=metadata)
    ((_, data),) = convert_source(source, lexicon, options).documents
    header = etree.fromstring(data)[0]
    rights = ["".join(element.itertext()).strip() for element in header.iter(q("availability"))]
    return "".join(rights), [str(element.get("ident")) for element in header.iter(q("language"))]


# ------------------------------------------------------------------- the document


@pytest.mark.parametrize("text", ["", "HELLO", "HELLO\n", "1962\n", NONSENSE, "\ufffd\n"])
def test_a_text_that_shows_neither_has_neither(text: str, lexicon: Lexicon) -> None:
    assert claims(text, lexicon) == ("", [])


@pytest.mark.parametrize(("text", "code"), [(BODY, "en"), (GERMAN, "de"), (SPANISH, "es")])
def test_a_running_text_shows_its_language_and_no_rights(text: str, code: str, lexicon: Lexicon) -> None:
    assert claims(text, lexicon) == ("", [code])


@pytest.mark.parametrize("text", [STATE + BODY, CIA, NOTICE], ids=["letterhead", "message form", "release notice"])
def test_a_form_of_a_government_claims_no_rights(text: str, lexicon: Lexicon) -> None:
    assert claims(text, lexicon)[0] == ""


# ------------------------------------------------------------------ what was said


def test_what_the_user_says_counts_before_all_else(lexicon: Lexicon) -> None:
    options = Options(language=("de", "eng"), rights="All rights reserved.")
    metadata = Metadata(rights="Public domain", language="fr")
    assert claims(STATE + BODY, lexicon, metadata, options) == ("All rights reserved.", ["de", "en"])


def test_a_url_is_a_licence(lexicon: Lexicon) -> None:
    options = Options(rights="https://creativecommons.org/licenses/by/4.0/")
    ((_, data),) = convert(b"HELLO", "a.txt", lexicon, options).documents
    (licence,) = etree.fromstring(data).iter(q("licence"))
    assert licence.get("target") == licence.text == "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize(
    ("language", "codes"), [("fre", ["fr"]), ("Spanish", ["es"]), ("sw", ["sw"]), ("see text", [])]
)
def test_what_the_metadata_say_counts_before_the_document(language: str, codes: list[str], lexicon: Lexicon) -> None:
    assert claims("HELLO", lexicon, Metadata(rights="Crown copyright", language=language)) == ("Crown copyright", codes)
    assert claims(STATE + BODY, lexicon, Metadata(rights="Crown copyright"))[0] == "Crown copyright"


@pytest.mark.parametrize(
    ("date", "when"),
    [("1962-10-28", "1962-10-28"), ("1962-10", "1962-10"), ("1962", "1962"), ("October 1962", None), ("1962-13", None)],
)
def test_a_date_of_the_metadata_may_be_a_month_or_a_year(date: str, when: str | None, lexicon: Lexicon) -> None:
    source = replace(read(b"HELLO", "a.txt"), metadata=Metadata(date=date))
    ((_, data),) = convert_source(source, lexicon).documents
    (bibl,) = [element for element in etree.fromstring(data).iter(q("bibl")) if element.find(q("date")) is not None]
    (element,) = bibl.iter(q("date"))
    assert (element.text, element.get("when")) == (date, when)


# ------------------------------------------------------------------- languages


@given(
    st.lists(st.sampled_from(sorted({word for language in languages().all for word in language.words})), max_size=30)
)
def test_a_score_is_a_share(words: list[str]) -> None:
    judgement = languages().judge(words)
    assert judgement is None or (0 < judgement.score <= 1 and languages().named(judgement.code))


def test_a_run_of_words_is_judged_in_any_case() -> None:
    for text in (SPANISH, SPANISH.upper()):
        judgement = languages().of_text(text)
        assert judgement and judgement.code == "es"
    assert languages().judge([]) is None and languages().judge(["XQ"] * 20) is None
    assert languages().judge(["THE", "OF", "AND", "TO", *["XQ"] * 100]) is None


def test_languages_are_known_by_each_of_their_names() -> None:
    assert {known.name for name in ("en", "EN-gb", "eng", "English") if (known := languages().named(name))} == {
        "English"
    }
    assert languages().named("eng+fra") is None and languages().named("") is None
