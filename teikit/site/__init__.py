"""A static site of an edition, made from a folder of TEI files; it needs no server, and its pages no scripts."""
