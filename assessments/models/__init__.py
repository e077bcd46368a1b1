"""What preparation finds out about one party: suitability, needs, age, risk, and who takes part."""

from assessments.models.age import AgeRecord
from assessments.models.needs import NeedsAssessment
from assessments.models.participation import Participation
from assessments.models.risk import RiskAssessment
from assessments.models.suitability import Suitability

__all__ = ["AgeRecord", "NeedsAssessment", "Participation", "RiskAssessment", "Suitability"]
