"""Breaks each house rule once. Never imported: semgrep must find every line that says so."""

from datetime import date

from django.contrib import messages
from django.http import StreamingHttpResponse
from django.template import Template
from django.utils.safestring import mark_safe
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View


@csrf_exempt  # breaks: nobody-leaves-out-the-token
def answer(request, cursor, typed):
    Template(typed)  # breaks: templates-come-from-files
    mark_safe(typed)  # breaks: markup-is-made-by-components
    cursor.execute(f"select * from cases_case where reference = '{typed}'")  # breaks: statements-take-parameters
    date.today()  # breaks: today-is-in-london
    messages.success(request, f"{typed} was saved")  # breaks: messages-name-nobody
    cursor.execute("select set_config('rjcase.ctx', %s, true)", [typed])  # breaks: nobody-sets-the-context-by-hand
    with elevated():  # breaks: the-owner-migrates-and-nothing-else
        return StreamingHttpResponse(typed)  # breaks: reads-answer-once


class OpenPage(View):  # breaks: pages-are-pages
    """Asks nobody for a permission."""
