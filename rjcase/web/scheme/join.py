"""The door for people who were invited.

The page is the same whether or not the invited address has an account already: whoever holds a
link learns nothing about accounts by opening it.
"""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from rjcase.access.models import User
from rjcase.access.pages import FormPage
from rjcase.access.permissions import PUBLIC
from rjcase.access.services.invite import invitation_for, join
from rjcase.kernel.errors import DomainError
from rjcase.web.scheme.partners import open_agency
from rjcase.web.scheme.people_forms import NewAccountForm

_BACKEND = "django.contrib.auth.backends.ModelBackend"


class JoinPage(FormPage):
    """`/<scheme>/join/<token>/`: sign in and accept, or choose a name and a password."""

    permission = PUBLIC
    template_name = "web/scheme/join.html"
    form_class = NewAccountForm
    invited: tuple[str, str] | None  # e-mail and name

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        return never_cache(sensitive_post_parameters("password")(super().as_view(**initkwargs)))

    def load(self) -> None:
        self.title = gettext("Join %(scheme)s") % {"scheme": self.scheme.name}
        self.invited = invitation_for(self.kwargs["token"])

    @property
    def user(self) -> Any:
        """Whoever is signed in, or None."""
        return self.request.user if self.request.user.is_authenticated else None

    @property
    def is_invited(self) -> bool:
        """Whether whoever is signed in is the person invited."""
        return bool(self.user and self.invited and self.user.email.lower() == self.invited[0].lower())

    def form_kwargs(self) -> dict[str, Any]:
        return {"email": self.invited[0] if self.invited else ""}

    def initial(self) -> dict[str, Any]:
        return {"name": self.invited[1] if self.invited else ""}

    def page_context(self) -> dict[str, Any]:
        return {
            "email": self.invited[0] if self.invited else "",
            "signed_in": self.user,
            "is_invited": self.is_invited,
            "sign_in_url": f"{reverse('login')}?next={self.request.path}",
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().get(request, *args, **kwargs) if self.invited else self.over()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.invited:
            return self.over()
        if self.user and not self.is_invited:
            return self.render(form=None)
        if self.is_invited:
            return self.accept(self.user)
        return super().post(request, *args, **kwargs)

    def save(self, form: NewAccountForm) -> str:
        with transaction.atomic():
            user = self._new_account(form)
            if not join(self.kwargs["token"], user):  # used in the meantime by somebody else with the link
                raise DomainError(gettext("This invitation has just been used"))
        open_agency(self.scheme, self.kwargs["token"], user)
        login(self.request, user, backend=_BACKEND)
        record_authentication(self.request, user, "password")
        return self.home()

    def accept(self, user: User) -> HttpResponseBase:
        """Make the account that is signed in a member."""
        if not join(self.kwargs["token"], user):
            return self.over()
        open_agency(self.scheme, self.kwargs["token"], user)
        return self.redirect(self.home())

    def home(self) -> str:
        """Where a new member's work begins."""
        return reverse("home", kwargs={"scheme": self.scheme.slug})

    def over(self) -> HttpResponseBase:
        """Say that the link is used, withdrawn or too old; the same for one that never was."""
        self.template_name = "web/scheme/join_over.html"  # type: ignore[misc]
        return self.render(status=410, form=None, page_title=_("This invitation cannot be used"))

    def _new_account(self, form: NewAccountForm) -> User:
        email, answers = form.email, form.cleaned_data
        try:
            with transaction.atomic():
                return User.objects.create_user(email, answers["password"], name=answers["name"])
        except IntegrityError as taken:
            raise DomainError(
                gettext(
                    "We could not set up a new account. If you have used this service before, sign in instead"
                )
            ) from taken
