"""The program keeps the house rules, and each rule sees what it forbids."""

import ast
import re

import pytest

from tests.docs.house_rules import OF_SCRIPTS, ROOT, RULES, judge, modules

# One planted fault for each way of breaking each rule; the rule that must see it.
PLANTED = {
    "no_dynamic_code": ["eval(typed)", "exec(typed)"],
    "no_dangerous_modules": [
        "import pickle",
        "from xml.etree import ElementTree",
        "from urllib import request",
        "import urllib.request",
        "import subprocess",
        "import random",
    ],
    "no_weak_hash": ["import hashlib\nhashlib.md5(b'x')"],
    "no_template_from_text": ["Template(typed)", "engines['django'].from_string(typed)"],
    "no_unescaped_markup": ["mark_safe(typed)", "format_html(f'<b>{typed}</b>')"],
    "no_sql_of_pieces": [
        "cursor.execute(f'select {typed}')",
        "cursor.execute('select ' + typed)",
        "Model.objects.raw('select {}'.format(typed))",
    ],
    "no_pattern_of_input": ["import re\ndef find(typed: str) -> None:\n    re.search(typed, 'x')"],
    "no_file_written": ["open(typed)", "path.write_text('x')"],
    "no_open_door": ["@csrf_exempt\ndef view() -> None: ...", "h = {'Access-Control-Allow-Origin': '*'}"],
    "no_text_as_format": ["logger.info(f'came: {typed}')", "logger.warning(typed)"],
}


def test_it_finds_nothing_in_the_program() -> None:
    found = [fault for path, text in modules() for fault in judge(text, path)]
    assert found == []
    assert len(list(modules())) > 600


@pytest.mark.parametrize(
    ("rule", "text"), [(rule, text) for rule, texts in PLANTED.items() for text in texts]
)
def test_each_rule_sees_its_planted_fault(rule: str, text: str) -> None:
    (alone,) = [one for one in RULES if one.__name__ == rule]
    assert len(judge(text, "cases/planted.py")) == 1
    assert list(alone(ast.parse(text), "cases/planted.py"))


def test_every_rule_has_a_planted_fault() -> None:
    assert {rule.__name__ for rule in RULES} == set(PLANTED)


def test_scripts_put_texts_into_pages_as_text_and_keep_nothing() -> None:
    scripts = sorted((ROOT / "frontend" / "js").glob("*.js"))
    assert len(scripts) >= 5
    assert [script.name for script in scripts if OF_SCRIPTS.search(script.read_text())] == []
    for planted in ("a.innerHTML = b", "eval(b)", "localStorage.a = 1", "addEventListener('paste', no)"):
        assert OF_SCRIPTS.search(planted)


def test_templates_escape_everything() -> None:
    loose = re.compile(r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off")
    templates = sorted((ROOT / "templates").rglob("*.html"))
    assert len(templates) > 100
    assert [path.name for path in templates if loose.search(path.read_text())] == []
    assert loose.search("{{ typed|safe }}")
