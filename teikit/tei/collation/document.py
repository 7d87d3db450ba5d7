"""The releases of a telegram as one TEI document: the fullest text, and an apparatus with the readings of all.

The text is that of the fullest release (the base), corrected by the others. What one release withholds and another
prints is in ``supplied``, whose ``@source`` names the releases that print it; ``listApp`` has an entry for each place.
``sourceDoc`` holds the OCR of all releases, so all inputs can be recovered from one edition.
"""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from teikit.collation.edition import Collation
from teikit.collation.edits import RULE
from teikit.collation.witness import Witness
from teikit.core.packet import Packet, Telegram
from teikit.edition.table import NO_ROW
from teikit.lexicon import Lexicon
from teikit.options import DEFAULT_OPTIONS, Options
from teikit.tei.build import id_prefix, make
from teikit.tei.collation.marks import CollationMarks, marked
from teikit.tei.collation.member import Alone, Member, variant_encoding
from teikit.tei.encoding import rules_in, with_models
from teikit.tei.header.catalogue_lookup import identify, of_corpus, of_telegram, sole_document
from teikit.tei.header.decisions import persons
from teikit.tei.header.encoding_desc import resp_stmts
from teikit.tei.header.source_desc import state_once
from teikit.tei.header.tei_header import corpus_header
from teikit.tei.masking import masked_packet
from teikit.telegrams.filing import as_filed


def encode_edition(collation: Collation, lexicon: Lexicon, options: Options = DEFAULT_OPTIONS) -> etree._Element:
    """The TEI of a collation: ``TEI``, or ``teiCorpus`` if its inputs hold several telegrams.

    With ``options.public`` the numbers of living people are masked, and the OCR text, which has them, is left out.
    Raises what :func:`teikit.tei.encode` raises.
    """
    packet = _packet_of(collation, lexicon, options)
    used = _rules_used(packet, options)
    marks = [CollationMarks(edition, packet.draft, id_prefix(edition.work.id)) for edition in collation.editions]
    packet = _marked(packet, marks, options)
    members = [Member(packet, own, lexicon, options) for own in marks]
    if len(members) == 1:
        entry = of_telegram(packet, members[0].telegram, members[0].values, options.edition, alone=True)
        root = members[0].element(used, entry)
        identify(root, entry, members[0].telegram.id)
        return with_models(root, options)
    shared = [*resp_stmts(used), *persons(packet.draft.decided)]
    values = [member.values for member in members]
    entry = of_corpus(packet, lexicon, options.edition, values)
    header = corpus_header(packet, lexicon, "markup", shared, options, entry)
    header.find("{*}encodingDesc").extend(variant_encoding(options.apparatus))  # type: ignore[union-attr]
    corpus = make("teiCorpus", "", header)
    subject = sole_document(values)
    for member in members:
        of_file = entry.row if member.values is subject else NO_ROW
        own = of_telegram(packet, member.telegram, member.values, options.edition, alone=False, of_file=of_file)
        corpus.append(member.element(None, own))
    state_once(corpus)
    identify(corpus, entry, "")
    return with_models(corpus, options)


def encode_releases(collation: Collation, lexicon: Lexicon, options: Options) -> list[tuple[str, etree._Element]]:
    """The TEI of each release alone, with its id: its text as corrected by the others, with its own gaps.

    Printings of other publishers are left out. Raises what :func:`encode_edition` raises.
    """
    packet = _packet_of(collation, lexicon, options)
    used = _rules_used(packet, options)
    releases = [
        (witness, CollationMarks(edition.alone(witness), packet.draft, f"{witness.id}."))
        for edition in collation.editions
        for witness in edition.work.witnesses
        if not witness.is_printing
    ]
    packet = _marked(packet, [marks for _, marks in releases], options)
    roots = []
    for witness, marks in releases:
        telegram = as_filed(witness.telegram, [release.telegram for release, _ in releases])
        member = Member(packet, marks, lexicon, options, Alone(telegram, _cited(telegram, witness, collation)))
        entry = of_telegram(packet, member.telegram, member.values, options.edition, alone=True)
        root = member.element(used, entry)
        identify(root, entry, witness.id)
        roots.append((witness.id, with_models(root, options)))
    return roots


def _cited(telegram: Telegram, release: Witness, collation: Collation) -> list[Witness]:
    """The releases that a release alone cites: the others of its work, and those of works of which it has leaves."""
    cited = []
    for edition in collation.editions:
        witnesses = edition.work.witnesses
        pages = [page for witness in witnesses for page in witness.pages]
        if release in witnesses or any(leaf in pages for leaf in telegram.leaves):
            cited += [witness for witness in witnesses if witness is not release]
    return cited


def _marked(packet: Packet, marks: list[CollationMarks], options: Options) -> Packet:
    """The packet with the findings of the collation about each text, as marks."""
    return replace(packet, draft=marked(packet.draft, marks, options.public))


def _packet_of(collation: Collation, lexicon: Lexicon, options: Options) -> Packet:
    """The packet of a collation, masked if it is for the public."""
    return masked_packet(collation.packet, lexicon) if options.public else collation.packet


def _rules_used(packet: Packet, options: Options) -> list[str]:
    """The names of the rules that the header describes, in order."""
    return sorted({*rules_in(packet), RULE, *(["privacy"] if options.public else [])})
