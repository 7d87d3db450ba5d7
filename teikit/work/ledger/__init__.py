"""The ledger: what a batch remembers of each document."""
