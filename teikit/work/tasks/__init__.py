"""The tasks of the commands: what each document becomes."""
