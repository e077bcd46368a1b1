"""The scheme, and what every row of a scheme is."""

from typing import Any, ClassVar, TypeVar

import pghistory
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.signals import class_prepared
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from rjcase.kernel.ids import uuid7
from rjcase.tenancy.declarations import Rights, complete

RESERVED_SLUGS = frozenset(
    [
        "about",
        "accounts",
        "admin",
        "api",
        "csp-report",
        "design",
        "healthz",
        "home",
        "leave",
        "media",
        "operator",
        "readyz",
        "schemes",
        "static",
        "www",
        "well-known",
    ]
)


class Scheme(models.Model):
    """A restorative justice service on this installation: the tenant.

    Only what must be known before a scheme is entered stands here; the rest is behind its wall.
    Rows are made by the database function ``open_scheme`` alone.
    """

    slug = models.SlugField(_("address"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    prefix = models.CharField(
        _("case reference prefix"),
        max_length=5,
        unique=True,
        validators=[
            RegexValidator(r"^[A-Z]{2,5}$", _("Case reference prefix must be 2 to 5 capital letters"))
        ],
    )
    is_listed = models.BooleanField(_("listed on the front page"), default=True)
    has_welsh = models.BooleanField(_("public pages in Welsh too"), default=False, db_default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [Rights(name="tenancy_scheme_rights", rights="SELECT", sched="id, slug")]

    def __str__(self) -> str:
        return self.name


class SchemeOwned(models.Model):
    """A row that belongs to one scheme. Its ``wall`` says who inside the scheme may see it."""

    wall: ClassVar[dict[str, Any]] = {"kind": "office"}

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, editable=False, db_index=False, related_name="+"
    )

    class Meta:
        abstract = True


_HISTORY_WALLS: dict[str, dict[str, Any]] = {}
M = TypeVar("M", bound=type[models.Model])


def tracked(model: M) -> M:
    """Keep an append-only history of every change to the model, behind the model's own wall.

    A model whose earlier versions are for fewer people names their wall in ``history_wall``.

    Written by database triggers; the process roles may add and read, never change. Who, why and
    the request stand on each event, stamped by the database backend.
    """
    wall = dict(getattr(model, "history_wall", None) or model.wall)  # type: ignore[attr-defined]
    wall["rights"] = "SELECT, INSERT"
    wall.pop("sched", None)
    wall.pop("also", None)
    _HISTORY_WALLS[f"{model._meta.db_table}event"] = wall
    return pghistory.track(  # type: ignore[no-any-return]
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        context_field=pghistory.ContextJSONField(),
        context_id_field=pghistory.ContextUUIDField(),
    )(model)


@receiver(class_prepared)
def _declare(sender: Any, **_kwargs: Any) -> None:
    meta = sender._meta
    if meta.abstract or meta.proxy:
        return
    wall = getattr(sender, "wall", None) or _HISTORY_WALLS.get(meta.db_table)
    if wall or any(type(item).__name__ == "Wall" for item in meta.constraints):
        complete(sender, wall or {})
