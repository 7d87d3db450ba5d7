"""Pages to telegrams: which page belongs where, and what contradicts itself."""
