"""What the scheme knows of those who deliver restorative justice, apart from any case."""

from practitioners.models.checks import VettingCheck
from practitioners.models.equality import EqualityAnswers
from practitioners.models.job_description import JobDescription
from practitioners.models.record import Duty, Entry, Practitioner
from practitioners.models.selection import Scorecard

__all__ = ["Duty", "Entry", "EqualityAnswers", "JobDescription", "Practitioner", "Scorecard", "VettingCheck"]
