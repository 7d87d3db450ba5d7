"""Checking a TEI file: by the grammar, by Schematron, and by the rules that neither can express."""
