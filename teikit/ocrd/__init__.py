"""teikit as a processor of OCR-D."""
