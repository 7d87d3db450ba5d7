"""The inputs that a user names (files, folders, archives, bags), as a list, and the safe reading of their bytes."""

from teikit.inputs.contents import LIMIT, load
from teikit.inputs.named import Input, Inputs, expand, identity, in_utf8, is_input, missing, refuse_input
from teikit.inputs.sorting import ENDINGS, HEADER, OUR_OWN, Skipped, is_our_own

__all__ = [
    "ENDINGS",
    "HEADER",
    "LIMIT",
    "OUR_OWN",
    "Input",
    "Inputs",
    "Skipped",
    "expand",
    "identity",
    "in_utf8",
    "is_input",
    "is_our_own",
    "load",
    "missing",
    "refuse_input",
]
