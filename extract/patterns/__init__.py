"""Data of the rules: word lists, the agency register, the gazetteer; `words` reads the lists."""
