"""The worker's jobs: one of each at a time, and those that fail told of and tried again by hand."""
