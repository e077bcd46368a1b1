from typing import Any

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "referrals"

    def ready(self) -> None:
        """Add the steps of this app, fill the registries of the spine, give new schemes criteria."""
        from cases import approach
        from referrals import desk, workflow
        from referrals.reminders import remind_of_sentences
        from referrals.selectors.who_manages import youth_team_contacts
        from rjcase.access.services.births import at_birth
        from rjcase.notifications.rounds import register_round

        register_round(remind_of_sentences)
        workflow.ready()
        approach.register_hold(youth_team_contacts)
        desk.ready()
        at_birth(_lay_criteria)


def _lay_criteria(_scheme: Any) -> None:
    from referrals.services.criteria import default_criteria

    default_criteria()
