"""The elements in opener and closer: fields of the form, salutations, signatures and initials."""

from __future__ import annotations

from lxml import etree

from teikit.core import Mark, Role, kinds
from teikit.tei.build import make
from teikit.tei.text.anchors import Anchors
from teikit.tei.text.asides import Asides


class Segs:
    """Makes the elements of fields and signatures; ``asides`` fills them, ``anchors`` gives them their ids."""

    def __init__(self, asides: Asides, anchors: Anchors) -> None:
        self._asides, self._anchors = asides, anchors

    def element(self, mark: Mark, role: Role = Role.P) -> etree._Element:
        """The element of a field of the form, a signature, initials, or a paragraph in the opener.

        ``role`` is the part of the division to which it goes.
        """
        if mark.kind == kinds.SIGNED:
            return self._signature(mark, role)
        type = "" if mark.get("type") == "heading" else mark.get("type")
        if type == "salute" and role in (Role.OPENER, Role.CLOSER):
            seg = make("salute")
        else:
            seg = make("seg", type=mark.kind.type or type or "other")
        self._asides.fill(seg, mark)
        self._anchors.add(mark, seg)
        return seg

    def _signature(self, mark: Mark, role: Role) -> etree._Element:
        """``signed`` in a closer, with the name of the person in it; in a paragraph the name alone."""
        is_named = any(name.kind.element in ("persName", "placeName") for name, _ in self._asides.inside(mark))
        if role is not Role.CLOSER:
            signature = make("seg", type="signature") if is_named else make("persName")
            self._asides.fill(signature, mark)
            return signature
        is_whole = is_named or mark.get("type") == "hand"  # what is left of a signature is not a name
        name = make("signed" if is_whole else "persName")
        self._asides.fill(name, mark)
        return name if is_whole else make("signed", "", name)
