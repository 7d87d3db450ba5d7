"""The metadata of an edition: a value for the whole, and a table of its documents."""

from teikit.edition.table import CatalogueRow, Table
from teikit.edition.values import NO_EDITION, Change, Edition, Editor

__all__ = ["NO_EDITION", "CatalogueRow", "Change", "Edition", "Editor", "Table"]
