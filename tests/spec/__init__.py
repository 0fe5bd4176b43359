"""The standard as a manual: a directory is a chapter, a file a section, a test a paragraph."""
