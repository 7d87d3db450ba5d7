"""The review: pages for deciding on doubtful words, one at a time, served only to the browser of this machine."""
