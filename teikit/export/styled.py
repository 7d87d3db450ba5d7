"""Apply stylesheets (XSLT 1.0) that convert a document for another tool: those of teikit, or a user's own."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from teikit import inputs
from teikit.errors import ConfigRefused, Refused, place_in_file
from teikit.files.xml import parse_whole
from teikit.resources import folder

STYLESHEETS: Mapping[str, str] = {"frus": "to-frus.xsl", "cmif": "to-cmif.xsl"}
"""The files of the stylesheets that come with teikit, by their names on the command line."""


class Stylesheet:
    """A stylesheet that can read and write nothing but the document.

    ``name`` comes before ``.xml`` in the names of its results: ``cable.frus.xml``.
    """

    def __init__(self, named: str) -> None:
        """``named`` is a name of :data:`STYLESHEETS`, or a path.

        Raises :class:`~teikit.errors.FileSystemError` (IN-MISSING) if there is no such file, what
        :func:`teikit.inputs.load` raises, and :class:`~teikit.errors.ConfigRefused` (STYLESHEET) for a file that is not
        a stylesheet.
        """
        self.name = Path(named).stem.removeprefix("to-")
        if named in STYLESHEETS:
            data = folder("schemas").joinpath(STYLESHEETS[named]).read_bytes()
        elif os.path.lexists(named):
            data = inputs.load(Path(named))
        else:
            raise inputs.missing(named)
        try:
            self._transform = etree.XSLT(parse_whole(data), access_control=etree.XSLTAccessControl.DENY_ALL)
        except Refused as error:
            place_in_file(error, Path(named))
            raise
        except etree.XSLTParseError as error:
            message = f"this is not a stylesheet of XSLT 1.0: {error}"
            raise ConfigRefused("STYLESHEET", message, f"Name a file, or {' or '.join(STYLESHEETS)}.", named) from None

    def apply(self, root: etree._Element, shown: str, changed: str = "") -> bytes:
        """The bytes of the stylesheet's result for a document.

        ``changed`` is the day of the last change to the file (``1962-10-28``), for a stylesheet with a parameter of
        that name. Raises :class:`~teikit.errors.ConfigRefused` (STYLESHEET), which names the document by ``shown``,
        if the stylesheet fails on it.
        """
        try:
            styled = self._transform(root, changed=etree.XSLT.strparam(changed))
            return etree.tostring(styled, encoding="utf-8", xml_declaration=True) + b"\n"
        except etree.XSLTError as error:
            raise ConfigRefused("STYLESHEET", f"the stylesheet {self.name} fails: {error}", place=shown) from None
