"""A LanguageTool server: found, set up, started, stopped. What it says of a text is ``analysis/grammar.py``."""
