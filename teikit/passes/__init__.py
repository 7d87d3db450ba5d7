"""The passes: each module proposes one kind of edit or mark, and changes nothing itself."""
