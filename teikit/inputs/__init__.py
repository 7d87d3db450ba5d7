"""What a person names, as a list of inputs: files, folders, archives, bags; and their bytes, read with care."""

from teikit.inputs.contents import LIMIT, load
from teikit.inputs.named import (
    BAG,
    ENDINGS,
    HEADER,
    METS,
    OUR_OWN,
    Input,
    Inputs,
    expand,
    identity,
    in_utf8,
    is_our_own,
    missing,
)

__all__ = [
    "BAG",
    "ENDINGS",
    "HEADER",
    "LIMIT",
    "METS",
    "OUR_OWN",
    "Input",
    "Inputs",
    "expand",
    "identity",
    "in_utf8",
    "is_our_own",
    "load",
    "missing",
]
