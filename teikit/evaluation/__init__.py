"""How near an output is to a truth that somebody typed: characters, words, harm, structure, before and after."""
