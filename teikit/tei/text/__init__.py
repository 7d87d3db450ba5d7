"""``text``, ``sourceDoc`` and ``facsimile``: the pages of a telegram in order, with everything on them."""
