"""How documents end: closes, signatures, lists of copies, who typed them."""
