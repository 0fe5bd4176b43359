"""The readable rule book: the same content on the terminal, as a page and as a worksheet."""
