"""What must be done about a case, by when; and the rules that say so."""
