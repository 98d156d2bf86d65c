"""Many files: the worker pool."""
