"""The page on which a person decides, one doubtful word at a time, served to the browser of this machine only."""
