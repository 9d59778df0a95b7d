"""Finding anything by what it is called: one search for all kinds of objects, pages, and things to do."""
