"""Schemes and the walls between them."""

from rjcase.tenancy.context import (
    PUBLIC,
    SYSTEM,
    Context,
    OutsideScheme,
    acting,
    as_person,
    current,
    maintenance,
)

__all__ = ["PUBLIC", "SYSTEM", "Context", "OutsideScheme", "acting", "as_person", "current", "maintenance"]
