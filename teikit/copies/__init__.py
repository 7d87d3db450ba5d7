"""Finding copies: which of many texts say the same, whatever their names and however badly they were read."""
