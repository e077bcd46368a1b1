"""Server-side binding that survives GROUP BY."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.postgresql.base import ServerBindingCursor


def share_equal_parameters(query: str, params: Sequence[Any]) -> tuple[str, dict[str, Any]] | None:
    """Rewrite positional markers so that equal parameters become one name, or return None.

    Bound on the server, ``substr(x, $1)`` and ``substr(x, $2)`` are different expressions even
    with equal values, so PostgreSQL refuses them across SELECT, GROUP BY and ORDER BY.
    """
    names: dict[Any, str] = {}
    values: dict[str, Any] = {}
    order: list[str] = []
    for param in params:
        try:
            key: Any = (type(param), repr(param.obj) if hasattr(param, "obj") else param)
            hash(key)
        except TypeError:
            key = id(param)
        name = names.setdefault(key, f"p{len(names)}")
        values[name] = param
        order.append(f"%({name})s")
    pieces = query.replace("%%", "\0").split("%s")
    if len(values) == len(params) or len(pieces) != len(params) + 1:
        return None
    text = "".join(piece + marker for piece, marker in zip(pieces, [*order, ""], strict=True))
    return text.replace("\0", "%%"), values


class OneNameCursor(ServerBindingCursor):
    """Shares equal parameters in statements that group or deduplicate."""

    def execute(self, query: Any, params: Any = None, **kwargs: Any) -> Any:
        if params and isinstance(params, (list, tuple)) and isinstance(query, str):
            lowered = query.lower()
            if "group by" in lowered or "distinct" in lowered:
                query, params = share_equal_parameters(query, params) or (query, params)
        return super().execute(query, params, **kwargs)
