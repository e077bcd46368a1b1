from tests.cases.conftest import worked

__all__ = ["worked"]
