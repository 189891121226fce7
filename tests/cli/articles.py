"""Two articles on one event, the second with misspelt names."""

from pathlib import Path

CORPUS = Path(__file__).parents[2] / "corpus"
SWAP = CORPUS / "000_9f0f1a379c9b6a5b.txt"
MISSPELT = CORPUS / "001_2936d6a5fdfe49ac.txt"
