"""The command line: the arguments of each command, in modules that import nothing slow."""
