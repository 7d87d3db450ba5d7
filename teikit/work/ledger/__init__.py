"""The ledger: the record that a batch keeps of each document."""
