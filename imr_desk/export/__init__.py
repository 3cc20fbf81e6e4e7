"""Papers and files about a case: each made whole from a ``Dossier``, then written beside and moved into place."""
