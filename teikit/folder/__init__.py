"""Collect data from a folder of TEI files: correspondents, citations, names, figures about each document."""
