"""Files and how their text is read."""
