"""What is wrong with a TEI file: the grammar, Schematron, and the rules that neither can say."""
