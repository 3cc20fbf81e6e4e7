"""Readings that several layouts share: headings, labels, tables, sentences, and what may be believed of them."""
