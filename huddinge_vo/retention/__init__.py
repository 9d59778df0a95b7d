"""How long each kind of data is kept, and why; what is thrown away at night; what the system holds about a person."""
