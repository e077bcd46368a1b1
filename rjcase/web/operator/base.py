"""What every page of the operator is."""

from typing import Any

from django.http import Http404

from rjcase.access.pages import Page
from rjcase.access.permissions import SIGNED_IN


class OperatorPage(Page):
    """A page for operators of the installation; not there for anybody else."""

    abstract = True
    permission = SIGNED_IN

    @property
    def operator(self) -> Any:
        """The account of whoever is signed in."""
        return self.request.user

    def load(self) -> None:
        if not (self.operator.is_active and self.operator.is_operator):
            raise Http404
