"""What every page is made of. A page that declares no permission does not start."""

from typing import Any, ClassVar

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.views.generic import View

from rjcase.access.actors import Actor
from rjcase.access.door import kept, step_up
from rjcase.access.permissions import PUBLIC, SIGNED_IN, is_known
from rjcase.kernel.errors import DomainError, NotAllowed
from rjcase.tenancy.models import Scheme


class Page(View):
    """One page with one job.

    Subclasses name their ``permission`` (declared in an app's policies), ``template_name`` and
    ``title``, and override ``page_context``. Objects are read through the walls, so "not yours"
    and "not there" are the same 404. ``permission`` PUBLIC opens a page to anyone; SIGNED_IN to
    any member of the scheme (or any account, where the address names no scheme). ``as_public``
    says that a public page acts as the public even for somebody who is signed in, ``bilingual`` that it
    stands in Welsh too where the scheme has that on (rjcase/web/language.py). An address in
    `step_up.GRAVE` asks once more who is there, after the walls and before anything else.
    """

    permission: ClassVar[str]
    as_public: ClassVar[bool] = False
    bilingual: ClassVar[bool] = False
    comes_back: ClassVar[bool] = False  # whether it gives a form back that had to wait
    template_name: ClassVar[str] = ""
    title: str | Promise = ""
    actor: Actor
    scheme: Scheme

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.__dict__.get("abstract"):
            return
        if not is_known(getattr(cls, "permission", "")):
            raise TypeError(
                f"{cls.__qualname__} must name a declared permission (docs/how-to/add-a-page.md)."
            )

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.actor = getattr(request, "actor", None)  # type: ignore[assignment]
        self.scheme = getattr(request, "current_scheme", None)  # type: ignore[assignment]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.permission == SIGNED_IN:
            if not request.user.is_authenticated:
                from django.contrib.auth.views import redirect_to_login

                return redirect_to_login(request.get_full_path())
        elif self.permission != PUBLIC and (self.actor is None or not self.actor.may(self.permission)):
            raise Http404
        self.load()
        if step_up.must_ask(request):
            return step_up.confirm_first(request, comes_back=self.comes_back)
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotAllowed as refused:
            raise Http404 from refused

    def load(self) -> None:
        """Read what the page is about, before GET and POST; raise Http404 if it is not there."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.render()

    def page_context(self) -> dict[str, Any]:
        """Return what the template needs."""
        return {}

    def render(self, status: int = 200, **extra: Any) -> HttpResponse:
        """Render the template with the page's context; ``extra`` wins."""
        context = (
            {"view": self, "page_title": self.title, "scheme": self.scheme, "actor": self.actor}
            | self.page_context()
            | extra
        )
        return TemplateResponse(self.request, self.template_name, context, status=status)

    def redirect(self, url: str) -> HttpResponse:
        """Send the browser on with 303, so that reloading repeats nothing."""
        response = HttpResponseRedirect(url)
        response.status_code = 303
        return response


class FormPage(Page):
    """A page with one form: shows it, checks it, calls one service, goes on.

    Subclasses give ``form_class``, ``initial`` and ``save(form) -> url``. A DomainError from the
    service is shown on the form, with everything typed still there.
    """

    abstract = True
    comes_back = True
    form_class: ClassVar[Any] = None
    form: Any = None

    def form_kwargs(self) -> dict[str, Any]:
        """Return extra arguments for the form."""
        return {}

    def initial(self) -> dict[str, Any]:
        """Return what the form starts with."""
        return {}

    def make_form(self) -> Any:
        bound = (
            {"data": self.request.POST, "files": self.request.FILES} if self.request.method == "POST" else {}
        )
        return self.form_class(initial=self.initial(), **bound, **self.form_kwargs())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        typed = kept.given_back(request)
        if typed is not None:  # the session ended before this was saved
            self.form = self.form_class(initial=self.initial(), data=typed, **self.form_kwargs())
            return self.render(form=self.form, kept=True)
        self.form = self.make_form()
        return self.render(form=self.form)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.form = self.make_form()
        if self.form.is_valid():
            try:
                with transaction.atomic():  # a service that refuses half-way leaves nothing behind
                    url = self.save(self.form)
                kept.forget(request)
                return self.redirect(url)
            except DomainError as problem:
                self.form.add_error(None, str(problem))
        return self.render(form=self.form)

    def save(self, form: Any) -> str:
        """Call the one service of this page and return where to go next."""
        raise NotImplementedError
