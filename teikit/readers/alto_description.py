"""The description at the head of an ALTO: which engine read the pages, from which images, and the unit of the boxes."""

from __future__ import annotations

from teikit.core.layout import PIXEL

TEXTS = frozenset({"MeasurementUnit", "fileName", "softwareName", "softwareVersion"})
"""The elements of the description whose text is used."""
UNITS = frozenset({PIXEL, "mm10", "inch1200"})
"""The units of ALTO."""
OTHER_STEPS = frozenset({"preProcessingStep", "postProcessingStep"})
"""The steps of the processing in which the engine is not named."""


class Description:
    """Gathers the description: ``engine`` is empty until its end, ``unit`` is that of all boxes.

    ``text`` has the pieces of text in the open element of TEXTS, None outside of one.
    """

    def __init__(self) -> None:
        self.engine = ""
        self.unit = PIXEL
        self.text: list[str] | None = None
        self._images: list[str] = []
        self._software: list[str] = []
        self._in_other_step = False

    def begin(self, kind: str) -> None:
        """Take the start of an element."""
        if kind in TEXTS:
            self.text = []
        elif kind in OTHER_STEPS:
            self._in_other_step = True

    def end(self, kind: str) -> None:
        """Take the end of an element."""
        if kind in TEXTS and self.text is not None:
            self._keep(kind, "".join(self.text).strip())
            self.text = None
        elif kind in OTHER_STEPS:
            self._in_other_step = False
        elif kind == "Description":
            self.engine = " ".join(self._software)

    def _keep(self, kind: str, text: str) -> None:
        """Keep the text of an element: the unit, an image, or name and version of the first engine."""
        if kind == "MeasurementUnit":
            self.unit = text if text in UNITS else PIXEL
        elif kind == "fileName":
            self._images.append(text)
        elif text and not self._in_other_step and not self.engine and len(self._software) < 2:
            if kind == "softwareName" and not self._software:
                self._software = [text]
            elif kind == "softwareVersion" and self._software and text not in self._software[0]:
                self._software.append(text)

    def images_of(self, pages: int) -> list[str]:
        """The images of so many pages: one for each, or one for all; an empty list if none is named."""
        return self._images if len(self._images) == pages else self._images[:1] * pages
