"""The SQLite case log under attack, without room, under power cuts and kills."""
