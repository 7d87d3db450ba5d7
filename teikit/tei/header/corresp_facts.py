"""The contents of a ``correspDesc`` as plain values, for patterns, lists and tables of other packages."""

from __future__ import annotations

from lxml import etree

from teikit.files.xml import text_of


def facts_of(correspondence: etree._Element) -> dict[str, str]:
    """Sender (``from``), addressees (``to``), ``date`` (ISO 8601) and ``number`` of a ``correspDesc``, if it has them.

    Several parties are joined by commas.
    """
    facts: dict[str, str] = {}
    for key, type in (("from", "sent"), ("to", "received")):
        if names := parties_of(correspondence, type):
            facts[key] = ", ".join(names)
    sent = correspondence.find("{*}correspAction[@type='sent']")
    dates = sent.iter("{*}date") if sent is not None else ()
    day = next(filter(None, (date.get("when") or date.get("notBefore") for date in dates)), None)
    if day:
        facts["date"] = day
    number = correspondence.get("key") or correspondence.findtext(".//{*}idno[@type='message']") or ""
    if number.strip():
        facts["number"] = " ".join(number.split())
    return facts


def parties_of(correspondence: etree._Element, type: str) -> list[str]:
    """The parties of an action (``sent``, ``received``); of a sender with person and office, only the office."""
    names: dict[str, list[str]] = {}
    for element in correspondence.iterfind(f"{{*}}correspAction[@type='{type}']/*"):
        tag = etree.QName(element).localname
        if tag not in ("date", "idno", "note"):
            names.setdefault(tag, []).append(text_of(element))
    if type == "sent" and len(names) > 1:
        names.pop("persName", None)
    return [name for of_tag in names.values() for name in of_tag if name]
