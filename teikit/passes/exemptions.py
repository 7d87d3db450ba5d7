"""Read the codes of the reviewers in the margin, which claim exemptions.

What it marks: lines that hold nothing but codes (``(b)(1)`` above ``B1A3``); codes that the engine read into the edge
of a line of text; and, if the layout of the page is known, whatever looks like a code in a margin or alone in a white
area, including forms that would not count in a line of text (``(b)(1``, ``(8)1)``, ``Blas``). What it corrects: misread
codes, by the form of the code and the other codes of the document (``BIA3`` and ``B/A3`` for B1A3, ``(6)(1)`` for
(b)(1)). A reading that is not evidence by itself (``131``, ``(6)``) counts only next to another code. If two readings
are possible and the document has neither elsewhere, a query is raised. If the document has legible codes, tokens at
the edges of its lines that are better explained as misread codes than as words or scraps are codes, too (``b)(1)``,
``(8X1)``, ``Al`` below (b)(1)); another exemption above a category of an executive order is read as (b)(1) if
engines often read it so (``(b)(2)`` above B1A3). These corrections are at most of medium certainty.

What it leaves alone: portion marks such as (S) and (C), list numbers (``(1)``), codes inside a sentence.

How it may be wrong: what a code means depends on the executive order in force; the meaning shown is the one in the
dictionary.
Seen in: POLTO 12 (twenty-two such lines), the JFK texts, typed pages of the benchmark.
"""

from __future__ import annotations

from collections.abc import Iterator

from teikit.core import Certainty, Draft, Edit, Evidence, Mark, attrs, kinds
from teikit.geometry.codes import clusters_of
from teikit.lexicon import Lexicon
from teikit.lexicon.margin import Cluster

RULE = "exemptions"


def exemptions(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Read ``BIA3`` under ``(b)(1)`` as B1A3; leave ``(1)`` before a sentence."""
    for cluster in clusters_of(draft, lexicon):
        details = attrs(ana=" ".join(cluster.categories), code=" ".join(reading.code for reading in cluster.chosen))
        why = "" if cluster.certainty is Certainty.HIGH else _doubt(cluster)
        yield Mark(cluster.span, kinds.EXEMPTION, RULE, attributes=details, cert=cluster.certainty, why=why)
        for mark, reading in zip(cluster.marks, cluster.chosen, strict=True):
            if not _reads(mark.text, reading.code) and not reading.code.endswith("?"):
                sure = reading in mark.readings and len(mark.readings) == 1 and mark.alone
                why = "the form of the code" if sure else "the form of the code, and the codes next to it"
                cert = Certainty.HIGH if sure else min(Certainty.MEDIUM, cluster.certainty)
                yield Edit(mark.span, reading.code, RULE, cert, Evidence.INTERNAL, why)


def _reads(text: str, code: str) -> bool:
    """Whether a mark reads as its code, apart from case and spaces: ``JFK Act 6 (4)`` is JFK Act 6(4)."""
    return "".join(text.upper().split()) == "".join(code.upper().split())


def _doubt(cluster: Cluster) -> str:
    """The possible readings of the codes that have more than one: ``BIA3 may be B1A3 or B1A5``."""
    marks = (mark for mark in cluster.marks if len(mark.readings) > 1)
    return "; ".join(
        f"{mark.text} may be " + " or ".join(dict.fromkeys(reading.code for reading in mark.readings)) for mark in marks
    )
