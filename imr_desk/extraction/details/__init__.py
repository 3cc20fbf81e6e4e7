"""Details of one disputed item, each read from the item's own words with the place where it stands."""
