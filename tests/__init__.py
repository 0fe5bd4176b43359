"""The tests: ``spec`` is a manual of the standard, ``generative`` states laws, ``unit`` the parts."""
