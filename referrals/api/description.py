"""The shapes of the API for its OpenAPI description, made from the forms whose rules they follow."""

from typing import Any

from django import forms
from rest_framework import serializers

from cases.models.case import Face
from referrals.api.reading import FURTHER, SEVERAL, SINGLE
from referrals.forms.court import CourtForm, RemedyForm, RightsForm
from referrals.forms.referral import ReferrerForm
from rjcase.designsystem.fields import DatePartsField


def _field(field: forms.Field) -> serializers.Field[Any, Any, Any, Any]:
    help_text = str(field.label or "")
    if isinstance(field, forms.MultipleChoiceField):
        return serializers.ListField(child=serializers.CharField(), required=False, help_text=help_text)
    if isinstance(field, DatePartsField):
        return serializers.DateField(required=False, allow_null=True, help_text=help_text)
    if isinstance(field, forms.BooleanField):
        return serializers.BooleanField(required=False, help_text=help_text)
    if isinstance(field, forms.IntegerField):
        limits: dict[str, Any] = {"min_value": field.min_value, "max_value": field.max_value}
        return serializers.IntegerField(required=False, allow_null=True, help_text=help_text, **limits)
    most = getattr(field, "max_length", None)
    return serializers.CharField(required=False, allow_blank=True, max_length=most, help_text=help_text)


def _serializer(name: str, asked: dict[str, forms.Field], **more: Any) -> type[serializers.Serializer[Any]]:
    fields = {key: _field(field) for key, field in asked.items() if key != "agency"}
    return type(name, (serializers.Serializer,), fields | more)


# Forms that add questions when they are made are described by one that asks everything.
_WHOLE: dict[str, Any] = {
    "rights": RightsForm(),
    "court": CourtForm(),
    "remedy": RemedyForm(actions=[], is_caution=True, all_agree=True),
}
_HELP = {
    "rights": "Where the offence or the outcome gives rights: contact scheme, bereavement, remedy.",
    "court": "Where a court ordered it, or an agency of justice refers somebody around a sentence.",
    "remedy": "Where the outcome is one out of court.",
}


def _further(kind: str) -> dict[str, Any]:
    """What may stand with a person of this kind."""
    return {
        key: _serializer(key.title(), _WHOLE[key].fields)(required=False, help_text=_HELP[key])
        for key, (whose, _form) in FURTHER.items()
        if whose == kind
    }


def _form_fields(form: Any) -> dict[str, forms.Field]:
    return dict(form.base_fields)


_parts: dict[str, Any] = {"referrer": _serializer("Referrer", _form_fields(ReferrerForm))()}
_parts |= {key: _serializer(key.title(), _form_fields(form))() for key, form in SINGLE.items()}
_parts |= {
    key: _serializer(kind.title(), _form_fields(form), **_further(kind))(many=True)
    for key, (kind, form) in SEVERAL.items()
}
REFERRAL: Any = type("Referral", (serializers.Serializer,), _parts)


class Receipt(serializers.Serializer[Any]):
    """What a system keeps of what it sent."""

    id = serializers.UUIDField()
    receipt = serializers.CharField()
    referred_on = serializers.DateField()
    is_full = serializers.BooleanField()


class Progress(Receipt):
    """How far a referral has come."""

    state = serializers.ChoiceField(Face.values, help_text="In neutral words only.")
    reason = serializers.CharField(allow_blank=True, help_text="A code, where it was not taken forward.")


class ProgressPage(serializers.Serializer[Any]):
    """Up to a hundred referrals, newest first."""

    referrals = Progress(many=True)
    next_offset = serializers.IntegerField(allow_null=True)
