"""Addresses of agreements, below ``/<scheme>/``."""

from django.urls import path

from agreements.pages import agreement, closing, draft, follow_up, listing

app_name = "agreements"
_CASE = "cases/<str:reference>"
_ONE = f"{_CASE}/agreements/<uuid:agreement>"

urlpatterns = [
    path("agreements/", listing.AgreementItems.as_view(), name="list"),
    path(f"{_CASE}/together/<uuid:file>/agreement/", draft.StartAgreement.as_view(), name="start"),
    path(f"{_ONE}/", agreement.AgreementDetail.as_view(), name="agreement"),
    path(f"{_ONE}/change/", draft.ChangeTerms.as_view(), name="change"),
    path(f"{_ONE}/items/new/", draft.AddItem.as_view(), name="add-item"),
    path(f"{_ONE}/items/<uuid:item>/", draft.ChangeItem.as_view(), name="change-item"),
    path(f"{_ONE}/items/<uuid:item>/remove/", draft.RemoveItem.as_view(), name="remove-item"),
    path(f"{_ONE}/agree/", draft.Agree.as_view(), name="agree"),
    path(f"{_ONE}/amend/", draft.Amend.as_view(), name="amend"),
    path(f"{_ONE}/sign-off/", agreement.SignOffAgreement.as_view(), name="sign-off"),
    path(f"{_ONE}/copies/", follow_up.GiveCopies.as_view(), name="copies"),
    path(f"{_ONE}/copies/make/", follow_up.MakeCopies.as_view(), name="make-copies"),
    path(f"{_ONE}/notes/<uuid:file>/", follow_up.AddNote.as_view(), name="note"),
    path(f"{_ONE}/updates/<uuid:file>/", follow_up.UpdateVictim.as_view(), name="update"),
    path(f"{_ONE}/updates/<uuid:file>/ask/", follow_up.AskAboutUpdates.as_view(), name="wish"),
    path(f"{_CASE}/agreement-items/<uuid:item>/", follow_up.RecordProgress.as_view(), name="progress"),
    path(
        f"{_CASE}/agreement-items/<uuid:item>/sign-off/",
        follow_up.SignOffItem.as_view(),
        name="sign-off-item",
    ),
    path(f"{_CASE}/close/", closing.CloseCase.as_view(), name="close-case"),
    path(f"{_CASE}/close/updating/", closing.CloseWithUpdates.as_view(), name="close-with-updates"),
    path(f"{_CASE}/close/updates/", closing.CloseUpdates.as_view(), name="close-updates"),
    path(f"{_CASE}/close/early/", closing.CloseEarly.as_view(), name="close-early"),
    path(f"{_CASE}/told/<uuid:notice>/", closing.TellParty.as_view(), name="tell"),
]
