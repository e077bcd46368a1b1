"""Steps of a case as a table: what leads where, what must be true first, who may."""

from rjcase.workflow.gates import Gate, Missing, Situation
from rjcase.workflow.steps import Step, StepView, look, register, step, steps_from

__all__ = ["Gate", "Missing", "Situation", "Step", "StepView", "look", "register", "step", "steps_from"]
