"""The grammar of teikit's TEI and the rules beyond it; see README.md."""
