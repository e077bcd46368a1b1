"""Meetings and exchanges, who takes part, and what is written down afterwards."""

from conferences.models.messages import DeliveredMessage, Message
from conferences.models.people import Arrival, Attendance, Attendee, Participant
from conferences.models.process import Arrangements, Conference, IndirectExchange, Process, ProcessChange
from conferences.models.records import Feedback, WriteUp

__all__ = [
    "Arrangements",
    "Arrival",
    "Attendance",
    "Attendee",
    "Conference",
    "DeliveredMessage",
    "Feedback",
    "IndirectExchange",
    "Message",
    "Participant",
    "Process",
    "ProcessChange",
    "WriteUp",
]
