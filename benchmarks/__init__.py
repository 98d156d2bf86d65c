"""Speed of lintnews and of the peers that are installed, side by side in one run."""
