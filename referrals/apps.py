from typing import Any

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "referrals"

    def ready(self) -> None:
        """Add the steps of this app, fill the registries of the spine, give new schemes criteria."""
        from cases import approach, panels
        from cases.search import FINDERS
        from cases.services.perform import ON_NEW_FACE
        from referrals import desk, workflow
        from referrals.guest_letters import link_letter, news_letter, tell_guests
        from referrals.news import tell_referrer
        from referrals.panels import SERIOUSNESS
        from referrals.reminders import remind_of_sentences
        from referrals.selectors import cases_once_called
        from referrals.selectors.who_manages import not_before_training, youth_team_contacts
        from rjcase.access.door import letters
        from rjcase.access.models import AccountMail
        from rjcase.access.services.births import at_birth
        from rjcase.notifications.rounds import register_round

        FINDERS.append(cases_once_called)
        ON_NEW_FACE.append(tell_referrer)
        register_round(remind_of_sentences)
        register_round(tell_guests)
        letters.register_writer(AccountMail.Kind.GUEST, link_letter)
        letters.register_writer(AccountMail.Kind.GUEST_NEWS, news_letter)
        workflow.ready()
        approach.register_hold(youth_team_contacts)
        approach.register_stop(not_before_training)
        desk.ready()
        panels.register(SERIOUSNESS)
        at_birth(_lay_criteria)


def _lay_criteria(_scheme: Any) -> None:
    from referrals.services.criteria import default_criteria

    default_criteria()
