"""Two logins to the database: the owner, who migrates, and the application's, which cannot change history (ADR 15)."""
