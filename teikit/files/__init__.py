"""Files: reading untrusted XML and packed data safely, and writing an output whole or not at all."""
