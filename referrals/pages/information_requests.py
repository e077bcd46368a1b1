"""Information requests of a case: the list, sending one, what became of one. Both sides or nothing."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.links import case_url
from cases.models import Identity, Offence, SourcePaper
from cases.models.case import Side
from cases.pages.base import FileFormPage
from cases.pages.papers import PapersFilePage
from cases.policies import VIEW_FILE, WORK_FILE
from cases.selectors import may_change, party_files
from referrals.criteria.words import offence_label
from referrals.forms.information_requests import RequestForm
from referrals.models import Agency, InformationRequest, RequestChase, RequestedPerson
from referrals.services.information_requests import change_request, known_elsewhere, send_request
from rjcase.access.labels import label
from rjcase.audit.reads import log_read
from rjcase.deadlines.models import Deadline
from rjcase.designsystem.summary import Row
from rjcase.kernel.clock import today


def state_of(row: InformationRequest) -> str:
    """The word for where a request stands."""
    if row.withdrawn_on:
        return "cancelled"
    if row.received_on:
        return "completed" if row.checked_on else "received"
    return "waiting"


class RequestsFilePage(PapersFilePage):
    """Whoever may see the papers, and both sides."""

    abstract = True

    def back_url(self) -> str:
        """Back to the list."""
        return case_url("referrals:requests", self.case)

    def requests(self) -> QuerySet[InformationRequest]:
        """Those of this case, newest first."""
        rows = InformationRequest.objects.filter(file=self.file)
        return rows.select_related("agency", "by", "document").order_by("-number")

    def one(self) -> InformationRequest:
        """The request in the address."""
        found = self.requests().filter(pk=self.kwargs["information"]).first()
        if found is None:
            raise Http404
        found.file = self.file
        return found


class RequestsPage(RequestsFilePage):
    """`…/requests/`: what was asked of the police, and what came back."""

    permission = VIEW_FILE
    template_name = "referrals/requests.html"
    title = gettext_lazy("Information requests")

    def back_url(self) -> str:
        """Back to the case."""
        return case_url("cases:case", self.case)

    def page_context(self) -> dict[str, Any]:
        """Each with its state and when it is chased."""
        due = dict(
            Deadline.objects.running()
            .filter(case=self.case, kind="police_request")
            .values_list("subject", "due_on")
        )
        return {
            "rows": [
                {
                    "request": row,
                    "state": "overdue" if due.get(row.pk, today()) < today() else state_of(row),
                    "due_on": due.get(row.pk),
                    "url": case_url("referrals:request", self.case, information=row),
                }
                for row in self.requests()
            ],
            "may_add": self.actor.may(WORK_FILE) and may_change(self.actor, self.file),
        }


class SendRequestPage(RequestsFilePage, FileFormPage):
    """A new request, filled with what the case holds."""

    permission = WORK_FILE
    change = True
    asks_first = False  # the paper names both sides, on purpose
    template_name = "referrals/request_form.html"
    title = gettext_lazy("Ask the police who was harmed")
    form_class = RequestForm

    def form_kwargs(self) -> dict[str, Any]:
        """Agencies of the scheme, police first by name."""
        return {"agencies": Agency.objects.filter(is_active=True).order_by("name")}

    def initial(self) -> dict[str, Any]:
        """What the papers and the files of both sides hold; reading them is logged."""
        files = party_files(self.case)
        log_read("referrals:add-request", files)
        people = {row.file_id: row for row in Identity.objects.filter(file__in=files)}
        offenders = [people[f.pk] for f in files if f.side == Side.RESPONSIBLE and f.pk in people]
        victims = [people[f.pk] for f in files if f.side == Side.HARMED and f.pk in people]
        found: dict[str, Any] = {"blocks": max(2, len(victims) + 1), "our_phone": self._our_phone()}
        if offenders:
            found |= {"offender_name": offenders[0].name, "born": offenders[0].date_of_birth}
        for number, row in enumerate(victims, 1):
            found |= _block(number, row.name, row.date_of_birth, row.sex)
        return found | self._offence() | self._papers()

    def _our_phone(self) -> str:
        return str(getattr(self.actor.user, "phone", "") or "")

    def _offence(self) -> dict[str, Any]:
        row = Offence.objects.filter(case=self.case).order_by("pk").first()
        if row is None:
            return {}
        return {"offence": str(offence_label(row.subgroup or row.group)), "offence_on": row.happened_on}

    def _papers(self) -> dict[str, Any]:
        wanted = {SourcePaper.Kind.PLACE.value: "place", SourcePaper.Kind.CRIME_NUMBER.value: "urn"}
        rows = SourcePaper.objects.filter(file=self.file, kind__in=wanted).order_by("recorded_at")
        return {wanted[row.kind]: row.text for row in rows}

    def page_context(self) -> dict[str, Any]:
        """What the button says."""
        return {"button": _("Save and make the paper"), "cancel": self.back_url()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Save it; or show it with one more block, with everything typed still there."""
        if "another" not in request.POST:
            return super().post(request, *args, **kwargs)
        data = request.POST.copy()
        data["blocks"] = str(self._blocks_sent() + 1)
        form = self.form_class(initial=self.initial(), data=data, quiet=True, **self.form_kwargs())
        return self.render(form=form)

    def _blocks_sent(self) -> int:
        sent = self.request.POST.get("blocks", "")
        return int(sent) if sent.isdecimal() and len(sent) < 4 else 1

    def save(self, form: Any) -> str:
        """Keep it with its PDF."""
        row = send_request(
            self.file, actor=self.actor, request_id=form.cleaned_data["new_id"], **form.facts()
        )
        messages.success(self.request, _("Request saved"))
        return case_url("referrals:request", self.case, information=row)


class ChangeRequestPage(SendRequestPage):
    """Correct a request that is still open; the PDF is made anew."""

    permission = WORK_FILE
    title = gettext_lazy("Change the request")
    row: InformationRequest

    def load(self) -> None:
        """A request that was answered is not changed."""
        super().load()
        self.row = self.one()
        if not self.row.is_open:
            raise Http404

    def initial(self) -> dict[str, Any]:
        """What it says now."""
        fields = [name for name in RequestForm.base_fields if name not in ("new_id", "blocks", "born")]
        found = {name: getattr(self.row, name) for name in fields if name != "agency"}
        found |= {"agency": self.row.agency_id, "born": read_date(self.row.offender_born)}
        for number, each in enumerate(self.row.victims, 1):
            found |= _block(number, each["name"], read_date(each["born"]), each["sex"])
        return found | {"blocks": max(2, len(self.row.victims) + 1)}

    def save(self, form: Any) -> str:
        """Keep it."""
        change_request(self.row, actor=self.actor, **form.facts())
        messages.success(self.request, _("Request saved"))
        return case_url("referrals:request", self.case, information=self.row)


class RequestPage(RequestsFilePage):
    """One request: what it says, when it was chased, what came back and where that was entered."""

    permission = VIEW_FILE
    template_name = "referrals/request.html"
    row: InformationRequest

    def load(self) -> None:
        """Read the request."""
        super().load()
        self.row = self.one()

    def page_context(self) -> dict[str, Any]:
        """Everything about it."""
        row = self.row
        running = (
            Deadline.objects.running().filter(case=self.case, kind="police_request", subject=row.pk).first()
        )
        return {
            "page_title": _("Information request %(number)s") % {"number": row.number},
            "request_row": row,
            "state": state_of(row),
            "dates": _dates(row, running),
            "facts": _facts(row),
            "wanted": _wanted(row),
            "chases": RequestChase.objects.filter(request=row).select_related("by"),
            "entered": RequestedPerson.objects.filter(request=row).select_related("party_file__party", "by"),
            "may_work": self.actor.may(WORK_FILE) and may_change(self.actor, self.file),
            "others": known_elsewhere(row, self.case) if row.received_on else [],
            "pdf_url": reverse(
                "documents:download", kwargs={"scheme": self.scheme.slug, "document": row.document_id}
            )
            if row.document_id
            else "",
        }


def _block(number: int, name: str, born: Any, sex: str) -> dict[str, Any]:
    return {f"victim{number}_name": name, f"victim{number}_born": born, f"victim{number}_sex": sex}


def read_date(printed: str) -> date | None:
    """A date of birth as the paper prints it, for the form; None where there is none."""
    try:
        return datetime.strptime(printed, "%d %B %Y").date()  # noqa: DTZ007  a date has no zone
    except ValueError:
        return None


def _dates(row: InformationRequest, running: Deadline | None) -> list[Row]:
    shown = [Row(_("Requested"), row.requested_on)]
    if running:
        shown.append(Row(_("Chase it by"), running.due_on))
    shown += [Row(_("Answer received"), row.received_on), Row(_("Own systems checked"), row.checked_on)]
    if row.found:
        shown.append(Row(_("What our own systems hold"), row.found))
    if row.withdrawn_on:
        shown += [Row(_("Withdrawn"), row.withdrawn_on), Row(_("Why"), row.withdrawn_reason)]
    return shown


def _facts(row: InformationRequest) -> list[Row]:
    born = row.offender_born
    if row.offender_age is not None:
        born = _("%(born)s, aged %(age)s") % {"born": born, "age": row.offender_age}
    return [
        Row(_("To"), ", ".join(filter(None, (row.to_whom, row.agency.name if row.agency else "")))),
        Row(_("From"), row.sender),
        Row(_("Telephone or fax"), row.our_phone),
        Row(label("responsible"), row.offender_name),
        Row(_("Date of birth"), born),
        Row(_("Offence"), row.offence),
        Row(_("Date of the offence"), row.offence_on),
        Row(_("Where it happened"), row.place),
        Row(_("Sentencing court"), row.court),
        Row(_("Date of the sentence"), row.sentenced_on),
        Row(_("Investigating officer"), row.officer),
        Row(_("Police station"), row.station),
        Row(_("URN or crime number"), row.urn),
    ]


def _wanted(row: InformationRequest) -> list[Row]:
    known = [", ".join(filter(None, (each["name"], each["born"], each["sex"]))) for each in row.victims]
    return [
        Row(_("Who we know was harmed"), known),
        Row(_("How many people we ask about"), row.wanted_count),
        Row(_("Anything else"), row.also_wanted),
    ]
