"""Pages of an indirect exchange: its messages, one after the other."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import File
from cases.pages.asking import mentioned_in
from conferences import forms, presenters, selectors
from conferences.models import Message, Process
from conferences.pages.base import OpenProcessFormPage
from conferences.services import messages as service
from conferences.services.take_steps import finish_exchange


class AddMessage(OpenProcessFormPage):
    """A message as its sender wants it."""

    title = gettext_lazy("Add a message")
    button = gettext_lazy("Save message")
    form_class = forms.MessageForm
    form_only = Process.Form.INDIRECT

    def form_kwargs(self) -> dict[str, Any]:
        """Between whom messages go."""
        return {"participants": selectors.participants_of(self.process)}

    def save(self, form: Any) -> str:
        """Keep it in the sender's file."""
        data = form.cleaned_data
        service.write_message(
            actor=self.actor,
            process=self.process,
            from_party=data["sender"],
            to_party=data["receiver"],
            medium=data["medium"],
            text=data["text"],
            written_on=data["written_on"],
        )
        messages.success(self.request, _("Message saved, to be checked before it is delivered"))
        return self.back_url()


class _OneMessage(OpenProcessFormPage):
    """A form about one message, which stands in its sender's file."""

    abstract = True
    form_only = Process.Form.INDIRECT
    template_name = "conferences/message_form.html"
    message: Message

    def load(self) -> None:
        """Read the message through the walls; raise Http404 if it is not there."""
        super().load()
        rows = Message.objects.filter(process=self.process, pk=self.kwargs["message"])
        found = rows.select_related("from_party", "to_party", "file", "process").first()
        if found is None:
            raise Http404
        found.process.case = self.case
        self.message = found

    def files_shown(self) -> list[File]:
        """The message is the sender's."""
        return [self.file, self.message.file]

    def page_context(self) -> dict[str, Any]:
        """The message stands above the form."""
        medium = presenters.medium_label(self.message.medium)
        revealed = mentioned_in([self.receiver_file()], [self.message.text])
        return super().page_context() | {
            "message": self.message,
            "medium": medium,
            "reveals_details": bool(revealed),
        }

    def receiver_file(self) -> File:
        """The file of whoever gets the message."""
        return File.objects.select_related("party").get(case=self.case, party_id=self.message.to_party_id)


class CheckMessage(_OneMessage):
    """Say whether a message is fit to be delivered, edit it, or withhold it."""

    title = gettext_lazy("Check the message")
    button = gettext_lazy("Save decision")
    form_class = forms.CheckMessageForm

    def initial(self) -> dict[str, Any]:
        """The text to edit."""
        return {"text": self.message.text}

    def files_read_in(self) -> list[File]:
        """An edited message will be read in the receiver's file."""
        return [self.receiver_file()]

    def save(self, form: Any) -> str:
        """Keep the decision."""
        data = form.cleaned_data
        if data["decision"] == "withhold":
            service.withhold_message(actor=self.actor, message=self.message, reason=data["withheld_reason"])
            messages.success(self.request, _("Message withheld"))
        else:
            is_edited = data["decision"] == "edited"
            service.check_message(
                actor=self.actor,
                message=self.message,
                text=data["text"] if is_edited else self.message.text,
                edit_reason=data["edit_reason"],
            )
            messages.success(self.request, _("Message checked, ready to deliver"))
        return self.back_url()


class DeliverMessage(_OneMessage):
    """Give a checked message to its receiver."""

    title = gettext_lazy("Deliver the message")
    button = gettext_lazy("Record as delivered")
    form_class = forms.DeliverForm

    def form_kwargs(self) -> dict[str, Any]:
        """Not before it was written."""
        return {"message": self.message}

    def save(self, form: Any) -> str:
        """Deliver it: the gates are asked again."""
        service.deliver_message(actor=self.actor, message=self.message, **form.cleaned_data)
        messages.success(self.request, _("Message recorded as delivered"))
        return self.back_url()


class Finish(OpenProcessFormPage):
    """End an exchange."""

    title = gettext_lazy("Finish the exchange")
    button = gettext_lazy("Finish the exchange")
    form_class = forms.ConfirmForm
    form_only = Process.Form.INDIRECT

    def save(self, form: Any) -> str:
        """End it."""
        finish_exchange(actor=self.actor, process=self.process)
        messages.success(self.request, _("The exchange is finished"))
        return self.back_url()
