"""Find copies among many texts, whatever their names and however badly they were read."""
