"""Which tables belong to schemes. Filled as models are declared; read by the ORM wall."""

from typing import Any

SCHEME_TABLES: dict[str, Any] = {}
