"""The reasoning of the rule ``fields``: which lines of a page are the header of a message, and what each contains.

    lines --rows, labels, facts--> rows --evidence--> chances --assigned--> typed rows --extents, header--> fields

``reader`` runs these steps. ``chosen`` picks the rows that are likely fields; ``detached``, ``blocks`` and ``by_place``
find those whose labels are elsewhere or lost; ``fitting`` drops types that a value contradicts; ``values`` reads the
contents of a field.
"""
