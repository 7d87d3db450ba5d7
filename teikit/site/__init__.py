"""Make a static site of an edition from a folder of TEI files; it needs no server, and its pages need no scripts."""
