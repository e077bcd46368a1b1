"""The front door: the directory of schemes, and the way to one's own work."""

from typing import Any

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from rjcase.access.pages import Page
from rjcase.access.permissions import PUBLIC, SIGNED_IN
from rjcase.tenancy import as_person
from rjcase.tenancy.models import Scheme
from rjcase.web import navigation


def schemes_of(user: Any) -> list[Scheme]:
    """Return the schemes a person is a member of today, by name."""
    with as_person(user), connection.cursor() as cursor:
        cursor.execute("select scheme from my_schemes()")
        ids = [row[0] for row in cursor.fetchall()]
    return list(Scheme.objects.filter(pk__in=ids).order_by("name"))


class FrontPage(Page):
    """`/`: sends people on to their work; shows everybody else the schemes that wish to be listed."""

    permission = PUBLIC
    bilingual = True
    template_name = "web/front.html"
    title = _("Restorative justice services")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user: Any = request.user
        mine = schemes_of(user) if user.is_authenticated else []
        if len(mine) == 1 and not user.is_operator:
            return self.redirect(navigation.address("home", scheme=mine[0].slug))
        if not mine and user.is_authenticated and user.is_operator:
            return self.redirect(navigation.address("operator:schemes") or "/accounts/")
        listed = Scheme.objects.filter(is_listed=True).order_by("name")
        return self.render(mine=mine, listed=listed)


class HomePage(Page):
    """`/<scheme>/home/`: leads to the first section of one's navigation."""

    permission = SIGNED_IN

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.actor is None:
            raise Http404
        sections = navigation.sections(self.actor.roles, self.scheme.slug, request.path)
        first = next((item["href"] for item in sections if item.get("href")), f"/{self.scheme.slug}/")
        return self.redirect(first)
