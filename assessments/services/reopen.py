"""Taking a case back to preparation when something no gate lets pass has changed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.gates import broken
from assessments.selectors import standing_of, takes_part
from cases.models import Case, File, Progress
from cases.models.case import Stage
from cases.services.perform import perform
from rjcase.access.actors import Actor
from rjcase.kernel.errors import DomainError
from rjcase.tenancy import SYSTEM, acting
from rjcase.tenancy.models import Scheme


def reopen_if_broken(file: File, actor: Actor, what: Any) -> bool:
    """Take a ready case back to preparing if a participant no longer stands behind their gates.

    Judges the touched party's own file with the actor's own sight, and moves the case as the
    system, because somebody with one side may not see the exact stage. Returns whether it moved.
    """
    if file.kind != File.Kind.PARTY:
        return False
    scheme = Scheme.objects.get(pk=file.scheme_id)
    # Whether the case is ready first: it costs two reads, and what a participant stands behind fifteen.
    if not _is_ready(file.case, scheme) or not takes_part(file) or not broken(standing_of(file)):
        return False
    with acting(scheme, SYSTEM):
        perform("reopen_preparation", file.case, actor, note=str(what))
    return True


def _is_ready(case: Case, scheme: Scheme) -> bool:
    """The lock first: whoever is confirming that the case is ready has finished by now."""
    with acting(scheme, SYSTEM):
        locked = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        return Progress.objects.filter(case=locked, stage=Stage.READY).exists()


def on_consent_withdrawn(row: Any, actor: Actor) -> None:
    """Reaction of the spine's consents: what depended on the yes is open again."""
    reopen_if_broken(row.file, actor, _("Consent withdrawn"))


def on_bar_recorded(row: Any, actor: Actor) -> None:
    """Reaction of the spine's bars on contact."""
    reopen_if_broken(row.file, actor, _("A bar on contact was recorded"))


def on_identity_changed(row: Any, actor: Actor) -> None:
    """Reaction of the spine's personal details: a date of birth may ask for a parent's permission."""
    reopen_if_broken(row.file, actor, _("Personal details changed"))


def reopen_preparation(case: Case, actor: Actor, *, reason: str) -> None:
    """Take a ready case back to preparing because somebody says so.

    Raises DomainError without a reason, AlreadyDone if the case has moved on.
    """
    if not reason.strip():
        raise DomainError(_("Enter why the case goes back to preparing"))
    perform("reopen_preparation", case, actor, note=reason.strip())
