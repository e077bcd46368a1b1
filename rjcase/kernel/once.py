"""Reads that several parts of one page ask for, made once while the page is put together."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
_kept: ContextVar[dict[Any, Any] | None] = ContextVar("rjcase_read_once", default=None)


@contextmanager
def reading() -> Iterator[None]:
    """Inside, whatever is marked ``once`` is read a single time. For pages that change nothing.

    Nothing is kept beyond the block, so nothing outlives the transaction or the actor it was read in.
    """
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def once(read: Callable[P, R]) -> Callable[P, R]:
    """Mark a read: inside ``reading()`` the same arguments get the same answer, which nobody may change.

    Rows count as the same if their keys are. Outside ``reading()`` every call reads.
    """

    @wraps(read)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        kept = _kept.get()
        if kept is None:
            return read(*args, **kwargs)
        key = (read, *(_key(value) for value in (*args, *kwargs.items())))
        if key not in kept:
            kept[key] = read(*args, **kwargs)
        answer: R = kept[key]
        return answer

    return asked


def _key(value: Any) -> Any:
    is_row = hasattr(value, "pk") and not isinstance(value, type)
    return (type(value), value.pk) if is_row else value
