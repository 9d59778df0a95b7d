"""In Swedish."""
