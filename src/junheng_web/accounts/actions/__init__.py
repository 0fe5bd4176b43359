"""Changes of accounts, each written together with its audit row."""
