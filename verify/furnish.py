"""`python -m verify.furnish`: tell the demo scheme one story of each stage and kind, all with other pages."""


def furnish() -> int:
    """Tell them, then what stands around cases; answers how many stories there are."""
    from django.conf import settings
    from django.db import transaction

    from rjcase.web.demo.around import add_surroundings
    from rjcase.web.demo.comings import add_comings
    from rjcase.web.demo.people import ensure_scheme
    from rjcase.web.demo.stories import Story
    from rjcase.web.demo.telling import Teller
    from rjcase.web.demo.trust import add_trust

    stories = [
        Story("received", 1),
        Story("eligible", 5, offenders=0),
        Story("allocated", 8),
        Story("preparing", 12, victims=2, offenders=2),
        Story("ready", 20),
        Story("in_process", 30),
        Story("in_process", 31, kind="letter"),
        Story("following_up", 50),
        Story("closed", 80, kind="letter"),
        Story("closed", 60, ending="withdrawn_victim"),
    ]
    scheme = ensure_scheme("northshire", settings.DEMO_PASSWORD)
    for number, story in enumerate(stories):
        with transaction.atomic():
            Teller(scheme, story, number).tell()
    for add in (add_surroundings, add_trust, add_comings):
        with transaction.atomic():
            add(scheme)
    return len(stories)


if __name__ == "__main__":
    import django

    django.setup()
    print(furnish(), "stories")
