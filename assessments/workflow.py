"""The steps that end preparation, and the one that re-opens it."""

from django.utils.translation import gettext_lazy as _

from assessments.gates import participation_gates
from assessments.policies import CONFIRM_READY
from cases.models.case import Stage
from rjcase.workflow import Step

STEPS = (
    Step(
        name="confirm_ready",
        label=_("Confirm that everyone is ready"),
        sources=frozenset({Stage.PREPARING}),
        target=Stage.READY,
        permission=CONFIRM_READY,
        gates=participation_gates(),
        url="assessments:ready",
        order=10,
    ),
    Step(
        name="reopen_preparation",
        label=_("Go back to preparing"),
        sources=frozenset({Stage.READY}),
        target=Stage.PREPARING,
        permission=CONFIRM_READY,
        url="assessments:reopen",
        order=200,
    ),
)
