"""Values: a string becomes a date, a number, a place or an agency's kind, without spaCy."""
