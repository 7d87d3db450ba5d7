"""What a publisher says of an edition as a whole, and of each of its documents: a value, and a table."""

from teikit.edition.table import Row, Table
from teikit.edition.values import NO_EDITION, Change, Edition, Editor

__all__ = ["NO_EDITION", "Change", "Edition", "Editor", "Row", "Table"]
