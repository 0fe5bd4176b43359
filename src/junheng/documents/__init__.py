"""The register of official documents that rule cards may cite."""

from junheng.documents.register import Document, Register

__all__ = ["Document", "Register"]
