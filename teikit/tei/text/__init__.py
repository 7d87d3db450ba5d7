"""``text``, ``sourceDoc`` and ``facsimile``: the pages of a telegram in order, with all that stands on them."""
