"""The characters that keyboards, OCR engines and transcribers use for hyphens and dashes."""

from __future__ import annotations

HYPHENS = "-\xad‐‑¬⸗"
"""Characters used as a hyphen at the end of a line, including the soft hyphen of hOCR, ``NEGO¬`` and ``NEGO⸗``. The
hyphen itself comes first, for use in a character class of a pattern."""
HYPHENS_AND_DASHES = f"{HYPHENS}‒–—"
"""The same with the dashes that an engine may read in place of a hyphen."""
