"""Annotate: one spaCy component a file, each with its own span group; the arbiter is last."""
