"""The passes: each file proposes one kind of edit or mark, and changes nothing itself."""
