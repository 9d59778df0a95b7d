"""What is kept of how long things are kept: the terms, what each run did, and which extracts were made."""
