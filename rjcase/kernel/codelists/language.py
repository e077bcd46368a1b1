"""Languages and communication needs (WM-5.10-05, NOMS-04 need them recorded and met).

The seeds ask for "language" without a list. Codes are ISO 639 (two letters, or three where there
are none); the selection is the most spoken ones and is ours.
"""

from django.utils.translation import gettext_lazy as _

from rjcase.kernel.codelists.model import CodeList, Status, codes

LANGUAGE = CodeList(
    name="language",
    title=_("Main language"),
    source="ISO 639 codes; our selection of languages",
    status=Status.OWN,
    codes=codes(
        ("en", _("English")),
        ("cy", _("Welsh")),
        ("bfi", _("British Sign Language")),
        ("sq", _("Albanian")),
        ("am", _("Amharic")),
        ("ar", _("Arabic")),
        ("bn", _("Bengali, Sylheti or Chatgaya")),
        ("bg", _("Bulgarian")),
        ("yue", _("Cantonese")),
        ("zh", _("Mandarin or other Chinese")),
        ("cs", _("Czech")),
        ("prs", _("Dari")),
        ("fr", _("French")),
        ("de", _("German")),
        ("el", _("Greek")),
        ("gu", _("Gujarati")),
        ("hi", _("Hindi")),
        ("hu", _("Hungarian")),
        ("it", _("Italian")),
        ("ku", _("Kurdish")),
        ("lv", _("Latvian")),
        ("lt", _("Lithuanian")),
        ("ne", _("Nepali")),
        ("pa", _("Panjabi")),
        ("ps", _("Pashto")),
        ("fa", _("Persian or Farsi")),
        ("pl", _("Polish")),
        ("pt", _("Portuguese")),
        ("rom", _("Romani")),
        ("ro", _("Romanian")),
        ("ru", _("Russian")),
        ("sk", _("Slovak")),
        ("so", _("Somali")),
        ("es", _("Spanish")),
        ("tl", _("Tagalog or Filipino")),
        ("ta", _("Tamil")),
        ("ti", _("Tigrinya")),
        ("tr", _("Turkish")),
        ("uk", _("Ukrainian")),
        ("ur", _("Urdu")),
        ("vi", _("Vietnamese")),
        ("yo", _("Yoruba")),
        ("other", _("Another language")),
        ("prefer_not", _("Prefer not to say")),
    ),
)

COMMUNICATION_NEED = CodeList(
    name="communication_need",
    title=_("Communication needs"),
    source="Needs named in the seed documents",
    status=Status.SEED,
    codes=codes(
        ("interpreter", _("Interpreter")),
        ("sign_language", _("Sign language interpreter")),
        ("easy_read", _("Easy read")),
        ("large_print", _("Large print")),
        ("welsh", _("Welsh")),
        ("read_aloud", _("Documents read aloud")),
        ("other", _("Something else")),
    ),
)

LISTS = (LANGUAGE, COMMUNICATION_NEED)
