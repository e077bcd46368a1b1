"""One's own account."""

from django.utils.translation import gettext_lazy as _

from rjcase.access.pages import Page
from rjcase.access.permissions import SIGNED_IN


class AccountPage(Page):
    """One's own account: what it is called, and how it is kept safe."""

    permission = SIGNED_IN
    template_name = "web/accounts/account.html"
    title = _("Your account")
