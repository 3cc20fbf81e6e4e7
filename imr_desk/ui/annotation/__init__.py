"""The annotation mode of a case: labelled words, the machine's proposals, links, and the table of labels."""
