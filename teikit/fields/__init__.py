"""The reasoning of the rule ``fields``: which lines of a page are the header of a message, and what each says."""
