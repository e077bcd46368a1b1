"""Which roles open which pages of referrals."""

from rjcase.access.permissions import declare
from rjcase.access.roles import MANAGERS, OFFICE, PARTNERS

REFER = declare("referrals.refer", OFFICE | PARTNERS)
OURS = declare("referrals.ours", PARTNERS)
LIST = declare("referrals.list", OFFICE)
REGISTER = declare("referrals.register", OFFICE)
ACCEPT = declare("referrals.accept", OFFICE)
DECLINE = declare("referrals.decline", OFFICE)
DECIDE = declare("referrals.decide", MANAGERS)
AGENCIES = declare("referrals.agencies", OFFICE)
AGREEMENTS = declare("referrals.agreements", OFFICE)
ENQUIRIES = declare("referrals.enquiries", OFFICE)
CRITERIA = declare("referrals.criteria", OFFICE)
PUBLISH = declare("referrals.publish_criteria", MANAGERS)
INTAKE = declare("referrals.intake", MANAGERS)
TOKENS = declare("referrals.tokens", MANAGERS)
