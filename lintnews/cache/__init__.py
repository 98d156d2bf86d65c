"""The results of files whose bytes, rules and settings are as they were, kept between runs."""
