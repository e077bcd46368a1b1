"""Migrations in seconds: no more model classes are rendered than an operation needs.

After each CreateModel, AddField, AddConstraint, AddIndex and AddTrigger Django renders the model *and
everything related to it* anew; through the scheme and the person every model is related to every other.
A new model needs only its own class, a new field only to be added to one; a constraint, index or trigger
needs none, it is in the operation.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.db.migrations.operations import AddConstraint, AddIndex, RemoveConstraint
from django.db.migrations.state import ModelState, ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger


def _without_reload(original: Callable[..., None]) -> Callable[..., None]:
    def state_forwards(self: Any, app_label: str, state: ProjectState) -> None:
        with patch.object(ProjectState, "reload_model", lambda *args, **kwargs: None):
            original(self, app_label, state)
        if "apps" in state.__dict__ and hasattr(self, "model_name_lower"):
            # The class that is there learns of it: a later change of a field tells by its constraints
            # which of a table's unique keys are the field's own.
            told = state.models[app_label, self.model_name_lower].options
            meta = state.apps.get_model(app_label, self.model_name_lower)._meta
            meta.constraints, meta.indexes = list(told["constraints"]), list(told["indexes"])

    return state_forwards


def _add_model(self: ProjectState, model_state: ModelState) -> None:
    """`ProjectState.add_model`, which renders the new model beside the old ones."""
    key = model_state.app_label, model_state.name_lower
    self.models[key] = model_state
    if self._relations is not None:
        self.resolve_model_relations(key)
    if "apps" in self.__dict__:
        self.apps.render_multiple([model_state])


def _add_field(
    self: ProjectState, app_label: str, model_name: str, name: str, field: Any, preserve_default: bool
) -> None:
    """`ProjectState.add_field`, which adds the field to the class that is there."""
    with patch.object(ProjectState, "reload_model", lambda *args, **kwargs: None):
        _django_add_field(self, app_label, model_name, name, field, preserve_default)
    if "apps" in self.__dict__:
        kept = self.models[app_label, model_name].fields[name]
        self.apps.get_model(app_label, model_name).add_to_class(name, kept.clone())
        self.apps.clear_cache()


_django_add_field = ProjectState.add_field


@contextmanager
def quick_states() -> Iterator[None]:
    """Run migrations without rendering models again and again.

    The state itself is kept whole; the next operation that changes fields renders what it touches.
    """
    kinds = (AddConstraint, RemoveConstraint, AddIndex, AddTrigger, RemoveTrigger)
    before = {kind: kind.state_forwards for kind in kinds}
    for kind, original in before.items():
        kind.state_forwards = _without_reload(original)  # type: ignore[method-assign]
    try:
        with (
            patch.object(ProjectState, "add_model", _add_model),
            patch.object(ProjectState, "add_field", _add_field),
        ):
            yield
    finally:
        for kind, original in before.items():
            kind.state_forwards = original  # type: ignore[method-assign]
