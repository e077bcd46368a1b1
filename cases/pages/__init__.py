"""Pages of the spine, and the bases that pages of other apps build on."""

from cases.links import case_url
from cases.pages.base import CaseFormPage, CasePage, FileFormPage, FilePage

__all__ = ["CaseFormPage", "CasePage", "FileFormPage", "FilePage", "case_url"]
