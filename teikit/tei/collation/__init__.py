"""The releases of a telegram as one document, with an apparatus."""
