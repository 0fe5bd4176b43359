"""The site, tested through its pages, actions and commands."""
