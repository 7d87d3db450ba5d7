"""Which lines are items of lists."""
