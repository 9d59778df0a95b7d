"""Index series from PxWeb, SCB's statistics database: its answers, its files, and the questions put to it."""
