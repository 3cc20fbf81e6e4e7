"""The composition root: the one place where services meet what they are made of."""
