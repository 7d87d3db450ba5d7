"""Words corrected by evidence: what the engine may have misread (the channel), what cables say (the vocabulary)."""
