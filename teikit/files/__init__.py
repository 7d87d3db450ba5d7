"""Reading untrusted XML and compressed data safely, and writing an output whole or not at all."""
