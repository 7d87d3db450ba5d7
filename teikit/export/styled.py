"""Stylesheets (XSLT 1.0) that turn a document into that of another tool: teikit's own, or a person's."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from teikit import inputs
from teikit.errors import ConfigRefused
from teikit.resources import folder
from teikit.xml import parse_whole

OWN: Mapping[str, str] = {"frus": "to-frus.xsl", "cmif": "to-cmif.xsl"}
"""The stylesheets that come with teikit, by their names."""


class Stylesheet:
    """A stylesheet by its name or file; ``name`` is what the names of its results have before ``.xml``.

    It can read and write nothing but the document. Raises IN-MISSING, and STYLESHEET for a file that is no stylesheet.
    """

    def __init__(self, named: str) -> None:
        self.name = Path(named).stem.removeprefix("to-")
        if named in OWN:
            data = folder("schemas").joinpath(OWN[named]).read_bytes()
        elif os.path.lexists(named):
            data = inputs.load(Path(named))
        else:
            raise inputs.missing(named)
        try:
            self._transform = etree.XSLT(parse_whole(data), access_control=etree.XSLTAccessControl.DENY_ALL)
        except etree.XSLTParseError as error:
            message = f"this is no stylesheet of XSLT 1.0: {error}"
            raise ConfigRefused("STYLESHEET", message, f"Name a file, or {' or '.join(OWN)}.", named) from None

    def of(self, root: etree._Element, shown: str, changed: str = "") -> bytes:
        """The result for a document; raises STYLESHEET where the stylesheet fails on it.

        ``changed`` is the day on which the file was last changed, for a stylesheet with a parameter of that name.
        """
        try:
            result = self._transform(root, changed=etree.XSLT.strparam(changed))
            return etree.tostring(result, encoding="utf-8", xml_declaration=True) + b"\n"
        except etree.XSLTError as error:
            raise ConfigRefused("STYLESHEET", f"the stylesheet {self.name} fails: {error}", place=shown) from None
