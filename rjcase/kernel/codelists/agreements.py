"""What an outcome agreement may hold, and who looks after it."""

from django.utils.translation import gettext_lazy as _

from rjcase.kernel.codelists.model import Code, CodeList, Status, codes

AGREEMENT_ITEM_TYPE = CodeList(
    name="agreement_item_type",
    title=_("Type of agreement item"),
    source="MOJ-A-15 (apology letter, repayment, mending), WTE-7F-02, WTE-8.8-01; the rest is ours",
    status=Status.SEED,
    codes=(
        *codes(
            ("apology_letter", _("Letter of apology")),
            ("repayment", _("Repayment")),
            ("mending", _("Mending or putting damage right")),
            ("treatment", _("Starting treatment or a programme")),
        ),
        *(
            Code(code, label, status=Status.OWN)
            for code, label in (
                ("apology", _("Apology in person")),
                ("work", _("Work for the victim or the community")),
                ("education", _("Education, training or work")),
                ("behaviour", _("A change in behaviour")),
                ("keep_away", _("Keeping away or how to meet by chance")),
                ("information", _("Giving information")),
                ("other", _("Something else")),
            )
        ),
    ),
)

AGREEMENT_MONITOR = CodeList(
    name="agreement_monitor",
    title=_("Who looks after the agreement"),
    source="MOJ-A-09 asks for the monitor without a list; WTE-3E-08 names the facilitator",
    status=Status.OWN,
    codes=codes(
        ("facilitator", _("The facilitator")),
        ("administrator", _("The RJ administrator")),
        ("offender_manager", _("The offender manager")),
        ("police", _("A police officer")),
        ("participant", _("One of the participants")),
        ("other", _("Somebody else")),
    ),
)

LISTS = (AGREEMENT_ITEM_TYPE, AGREEMENT_MONITOR)
