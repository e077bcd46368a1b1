"""The shapes of the API for its OpenAPI description, made from the forms whose rules they follow."""

from typing import Any

from django import forms
from rest_framework import serializers

from cases.models.case import Face
from referrals.api.reading import SEVERAL, SINGLE
from referrals.forms.referral import ReferrerForm
from rjcase.designsystem.fields import DatePartsField


def _field(field: forms.Field) -> serializers.Field[Any, Any, Any, Any]:
    help_text = str(field.label or "")
    if isinstance(field, forms.MultipleChoiceField):
        return serializers.ListField(child=serializers.CharField(), required=False, help_text=help_text)
    if isinstance(field, DatePartsField):
        return serializers.DateField(required=False, allow_null=True, help_text=help_text)
    most = getattr(field, "max_length", None)
    return serializers.CharField(required=False, allow_blank=True, max_length=most, help_text=help_text)


def _serializer(name: str, form: Any) -> type[serializers.Serializer[Any]]:
    fields = {key: _field(field) for key, field in form.base_fields.items() if key != "agency"}
    return type(name, (serializers.Serializer,), dict(fields))


_parts: dict[str, Any] = {"referrer": _serializer("Referrer", ReferrerForm)()}
_parts |= {key: _serializer(key.title(), form)() for key, form in SINGLE.items()}
_parts |= {key: _serializer(kind.title(), form)(many=True) for key, (kind, form) in SEVERAL.items()}
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
