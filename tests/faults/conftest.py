"""The libraries of the integration tests serve here too."""

from tests.integration.conftest import documents, library, program, sample

__all__ = ["documents", "library", "program", "sample"]
