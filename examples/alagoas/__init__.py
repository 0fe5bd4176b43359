"""One example; see README.md here."""
