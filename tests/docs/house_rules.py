"""House rules that no linter knows, each in one line of prose and a few of code.

Every rule reads the syntax tree of one module and yields what it found. `verify/rules/*.yaml` says the
graver ones again for an outside scanner.
"""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CODE = (
    *("rjcase", "practitioners", "cases", "referrals", "assessments"),
    *("conferences", "agreements", "reporting"),
)
Rule = Callable[[ast.Module, str], Iterator[tuple[int, str]]]

# Modules that nothing needs which answers a person; and who may use them all the same.
FORBIDDEN = {
    "pickle": "reads objects that run code",
    "marshal": "reads objects that run code",
    "shelve": "reads objects that run code",
    "xml": "reads XML without bounds",
    "lxml": "reads XML without bounds",
    "ftplib": "calls somewhere",
    "requests": "calls somewhere",
    "httpx": "calls somewhere",
    "urllib.request": "calls somewhere",
    "http.client": "calls somewhere",
    "subprocess": "runs a program",
    "random": "can be guessed",
    "tempfile": "writes files",
    "shutil": "writes files",
}
MAY = {
    "rjcase/embedded/": {"subprocess", "shutil", "tempfile"},
    "rjcase/web/management/commands/": {"subprocess", "random", "tempfile", "shutil"},
    "rjcase/web/demo/": {"random"},
    "rjcase/web/bulk/": {"random"},
    "rjcase/documents/uploads/": {"xml"},  # the kinds alone; defusedxml parses
}
WRITES_FILES = (
    "rjcase/embedded/",
    "rjcase/audit/sealing.py",
    "rjcase/tenancy/pg/creation.py",
    "/management/",
)
BUILDS_SQL = (
    *("rjcase/tenancy/", "rjcase/web/bulk/", "/migrations/", "/management/"),
    "rjcase/access/door/throttle.py",  # as many places as there are limits
    "assessments/services/decide_risk.py",  # names one of its own three functions
)
LOOKS_UP_SHA1 = "rjcase/access/door/breached.py"  # the list of stolen passwords is one of such digests
SENT_BY_BROWSERS = "rjcase/web/csp_reports.py"  # without a token; nothing is changed by it
OF_SCRIPTS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|localStorage"
    r"|sessionStorage|window\.onmessage|addEventListener\(\s*[\"'](?:message|paste)|Object\.assign\(\w*\.prototype|__proto__"
)


def name_of(node: ast.AST) -> str:
    """The dotted name of what is called, such as "re.compile"; "" if it has none."""
    if isinstance(node, ast.Attribute):
        return f"{name_of(node.value)}.{node.attr}".lstrip(".")
    return node.id if isinstance(node, ast.Name) else ""


def last_of(node: ast.AST) -> str:
    """The last part of that name, whatever stands before it."""
    return name_of(node).rpartition(".")[2]


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Every call in a module and its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, name_of(node.func)


def is_put_together(node: ast.expr) -> bool:
    """Whether a text is made of others: an f-string with places, a sum, a format."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp):
        return True
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        made = node.func.value  # psycopg quotes what goes into an SQL()
        return not (isinstance(made, ast.Call) and last_of(made.func) == "SQL")
    return False


def no_dynamic_code(tree: ast.Module, path: str) -> Iterator[tuple[int, str]]:
    """Nothing runs a text."""
    for node, name in calls(tree):
        if name in ("eval", "exec", "compile", "__import__"):
            yield node.lineno, f"{name}() runs a text"


def no_dangerous_modules(tree: ast.Module, path: str) -> Iterator[tuple[int, str]]:
    """Nothing that answers a person runs programs, calls somewhere, or reads objects."""
    allowed = set().union(*(names for start, names in MAY.items() if path.startswith(start)))
    for node in ast.walk(tree):
        found: list[str] = []
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for module in found:
            for bad, why in FORBIDDEN.items():
                if (module == bad or module.startswith(bad + ".")) and bad not in allowed:
                    yield node.lineno, f"{bad} {why}"


def no_weak_hash(tree: ast.Module, path: str) -> Iterator[tuple[int, str]]:
    """MD5 and SHA-1 hash nothing."""
    for node, name in calls(tree):
        if name in ("hashlib.md5", "hashlib.sha1", "md5", "sha1") and path != LOOKS_UP_SHA1:
            yield node.lineno, f"{name} is broken"


def no_template_from_text(tree: ast.Module, path: str) -> Iterator[tuple[int, str]]:
    """A template comes from a file."""
    for node, name in calls(tree):
        if name.rpartition(".")[2] in ("Template", "from_string"):
            yield node.lineno, "a template is made of a text"


def no_unescaped_markup(tree: ast.Module, path: str) -> Iterator[tuple[int, str]]:
    """Only the design system says that a text is markup."""
    for node, name in calls(tree):
        last = name.rpartition(".")[2]
        if last in ("mark_safe", "SafeString") and not path.startswith("rjcase/designsystem/"):
            yield node.lineno, f"{last}: markup is made by components and templates"
        if last == "format_html" and node.args and is_put_together(node.args[0]):
            yield node.lineno, "format_html escapes its arguments, not a text put together before"


def no_sql_of_pieces(tree: ast.Module, path: str) -> Iterator[tuple[int, str]]:
    """A statement is one text with places; what people typed is a parameter."""
    if any(start in path for start in BUILDS_SQL):
        return
    for node, name in calls(tree):
        asked = name.rpartition(".")[2] in ("execute", "executemany", "raw", "RawSQL", "extra")
        if asked and node.args and is_put_together(node.args[0]) and _has_names(node.args[0]):
            yield node.lineno, "a statement is put together"


def _has_names(node: ast.expr) -> bool:
    """Whether anything but constants of the module, written in capitals, goes into a text."""
    names = [part.id for part in ast.walk(node) if isinstance(part, ast.Name)]
    return any(not name.lstrip("_").isupper() for name in names)


def no_pattern_of_input(tree: ast.Module, path: str) -> Iterator[tuple[int, str]]:
    """A pattern is made when the module is read, never of what a function was given."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        given = {argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)}
        for node, name in calls(function):
            if name.startswith("re.") and name != "re.escape" and node.args:
                used = {part.id for part in ast.walk(node.args[0]) if isinstance(part, ast.Name)}
                if used & given:
                    yield node.lineno, "a pattern is made of input"


def no_file_written(tree: ast.Module, path: str) -> Iterator[tuple[int, str]]:
    """What people give is kept in rows behind walls, not in files."""
    if any(start in path for start in WRITES_FILES):
        return
    for node, name in calls(tree):
        last = name.rpartition(".")[2]
        if name == "open" or last in ("write_text", "write_bytes", "FileSystemStorage", "mkdir", "unlink"):
            yield node.lineno, f"{last} touches a file"


def no_open_door(tree: ast.Module, path: str) -> Iterator[tuple[int, str]]:
    """No form goes without its token, and no answer is for other sites."""
    for node in ast.walk(tree):
        exempt = isinstance(node, ast.Name | ast.Attribute) and name_of(node).endswith("csrf_exempt")
        if exempt and path != SENT_BY_BROWSERS:
            yield node.lineno, "csrf_exempt"
        if isinstance(node, ast.Constant) and node.value in (
            "Access-Control-Allow-Origin",
            "application/javascript",
        ):
            yield node.lineno, f"{node.value}"


def no_text_as_format(tree: ast.Module, path: str) -> Iterator[tuple[int, str]]:
    """The format of a log line is our own words; what came from outside is an argument."""
    for node, name in calls(tree):
        first, _, last = name.rpartition(".")
        if (
            first.endswith("logger")
            and last in ("debug", "info", "warning", "error", "exception")
            and node.args
        ) and not (isinstance(node.args[0], ast.Constant) or _is_plain_name(node.args[0], path)):
            yield node.lineno, "a log line is put together"


def _is_plain_name(node: ast.expr, path: str) -> bool:
    return isinstance(node, ast.Name) and path == "rjcase/access/door/events.py"


RULES: tuple[Rule, ...] = (
    no_dynamic_code,
    no_dangerous_modules,
    no_weak_hash,
    no_template_from_text,
    no_unescaped_markup,
    no_sql_of_pieces,
    no_pattern_of_input,
    no_file_written,
    no_open_door,
    no_text_as_format,
)


def judge(text: str, path: str) -> list[str]:
    """What a module breaks: "path:line: what"."""
    tree = ast.parse(text)
    return sorted({f"{path}:{line}: {what}" for rule in RULES for line, what in rule(tree, path)})


def modules() -> Iterator[tuple[str, str]]:
    """Path and text of every module of the program."""
    for app in CODE:
        for path in sorted((ROOT / app).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), path.read_text()
