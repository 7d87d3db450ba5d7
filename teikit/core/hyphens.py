"""The signs for hyphens and dashes, as keyboards, engines and transcribers write them."""

from __future__ import annotations

HYPHENS = "-\xad‐‑¬⸗"
"""What stands for a hyphen at the end of a line: with the soft hyphen of hOCR, ``NEGO¬`` and ``NEGO⸗``. As in a class
of a pattern, the hyphen itself comes first."""
HYPHENS_AND_DASHES = f"{HYPHENS}‒–—"
"""The same with the dashes that an engine may read for a hyphen."""
