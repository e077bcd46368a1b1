"""Several pages that are one thing: one page per step, answers kept as typed, checked at the end."""

from rjcase.designsystem.journeys.answers import Answers, as_data, kept
from rjcase.designsystem.journeys.forms import StepForm
from rjcase.designsystem.journeys.journey import Journey, Step

__all__ = ["Answers", "Journey", "Step", "StepForm", "as_data", "kept"]
