"""Junheng 均衡: exact, explained verdicts on the quality and balance of compulsory education.

The rooms of the library, and what may import what, are described in the manual under "architecture".
Importing this package costs next to nothing: rooms are imported by name.
"""

__version__ = "0.1.0"
__all__ = ["__version__"]
