"""Files handed in: what a party's file, a joint file or the papers hold, adding one, opening one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import tabs
from cases.forms.uploads import RetractForm, UploadForm
from cases.links import case_url
from cases.models import File
from cases.pages import asking
from cases.pages.base import FileFormPage, FilePage
from cases.policies import VIEW_FILE, WORK_FILE
from cases.selectors import exact_progress, files_of, may_change, may_disclose
from cases.services.uploads import add_upload, retract_upload
from rjcase.documents.models import Retraction, Upload
from rjcase.documents.uploads.check import KINDS, name_of
from rjcase.documents.uploads.reading import text_of
from rjcase.kernel.clock import today

_LONGEST_READ = 200_000  # characters of a file that are compared with the other side's details


class _AnyFile(FilePage):
    """A page of a file of any kind; papers are open to those who see both sides, as their own page is."""

    abstract = True

    def find_file(self) -> File | None:
        """The file in the address."""
        found = files_of(self.case).filter(pk=self.kwargs["file"]).first()
        if found is not None and found.kind == File.Kind.PAPERS and exact_progress(self.case) is None:
            return None
        return found

    def tabs(self) -> list[dict[str, Any]]:
        """The sections of a party's file, else those of the case."""
        if self.file.kind == File.Kind.PARTY:
            return super().tabs()
        return tabs.items("case", self.case, self.actor)


class Uploads(_AnyFile):
    """Every file that was handed in, newest first; those taken back with the reason."""

    permission = VIEW_FILE
    template_name = "cases/uploads/uploads.html"
    title = gettext_lazy("Files received")

    def page_context(self) -> dict[str, Any]:
        """Without the bytes. Of what was taken back, only the office is given the file itself."""
        rows = Upload.objects.filter(file=self.file).select_related("by")
        back = Retraction.objects.filter(file=self.file).select_related("by").order_by("-number")
        return {
            "uploads": rows.prefetch_related("retractions__by").order_by("-number"),
            "gone": [] if self.actor.is_office else back,
            "may_add": self.actor.may(WORK_FILE) and may_change(self.actor, self.file),
            "may_pass_on": self.file.kind == File.Kind.PARTY and may_disclose(self.actor, self.file),
        }


class AddUpload(_AnyFile, FileFormPage):
    """Hand a file in. A refusal says why; what else was typed stays."""

    permission = WORK_FILE
    change = True
    form_class = UploadForm
    template_name = "cases/file_form.html"
    title = gettext_lazy("Add a file")

    def initial(self) -> dict[str, Any]:
        """Received today."""
        return {"received_on": today()}

    def back_url(self) -> str:
        """Back to the list."""
        return case_url("cases:uploads", self.case, file=self.file)

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Add file")}

    def _must_ask(self) -> bool:
        """Ask about details of the other side, also where they stand inside the file."""
        data = self.form.cleaned_data
        words = text_of(data["upload"].kind, data["upload"].content)[:_LONGEST_READ]
        return asking.ask_about_file(self.form, self.files_read_in(), [data["title"], words])

    def render(self, status: int = 200, **extra: Any) -> HttpResponse:
        """A form that comes back has lost its file, and says so."""
        if self.form is not None and self.form.is_bound and self.form.errors:
            self.form.ask_again()
        return super().render(status, **extra)

    def save(self, form: UploadForm) -> str:
        """Keep it."""
        data = form.cleaned_data
        add_upload(
            self.file,
            data["upload"],
            actor=self.actor,
            upload_id=data["new_id"],
            title=data["title"],
            received_on=data["received_on"],
        )
        messages.success(self.request, _("File added"))
        return self.back_url()


class _OneUpload(_AnyFile):
    """A page about one file that was handed in."""

    abstract = True
    upload: Upload

    def load(self) -> None:
        """Read it through the walls; what was taken back is there for the office alone."""
        super().load()
        found = Upload.objects.filter(file=self.file, pk=self.kwargs["upload"]).first()
        if found is None:
            raise Http404
        self.upload = found


class OpenUpload(_OneUpload):
    """The file itself: always a download, under a neutral name, its read logged first (security.md, T15)."""

    permission = VIEW_FILE

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """No log, no file. Nothing of it stays in a cache, and no page of ours may show it."""
        self.log_read()
        upload, kind = self.upload, KINDS[self.upload.kind]
        response = HttpResponse(bytes(upload.content), content_type=kind.content_type)
        name = name_of(self.case.reference, upload)
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "no-store"
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


class RetractUpload(_OneUpload, FileFormPage):
    """Take a file back, with the reason."""

    permission = WORK_FILE
    change = True
    form_class = RetractForm
    template_name = "cases/file_form.html"
    title = gettext_lazy("Take this file back")

    def back_url(self) -> str:
        """Back to the list."""
        return case_url("cases:uploads", self.case, file=self.file)

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Take it back")}

    def save(self, form: RetractForm) -> str:
        """Keep the reason."""
        retract_upload(self.upload, self.file, actor=self.actor, reason=form.cleaned_data["reason"])
        messages.success(self.request, _("File taken back"))
        return self.back_url()
