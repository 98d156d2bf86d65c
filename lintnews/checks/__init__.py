"""Rules: what they are, how they match, and which exist."""
