"""The dictionaries: what teikit knows about cables, as data with sources. See README.md."""
