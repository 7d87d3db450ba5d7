"""What may be said on the command line: each command's arguments, in modules that import nothing that is slow."""
