"""The field's own terms as letters print them, each read with the place where it stands.

Shared by the extractor (details of an item) and the checks (both sides of a contradiction), which may not know one
another.
"""
