"""How the system itself is: what an administrator looks at, and what a monitor asks."""
