"""Every package is pinned by hash, listed, and under a licence that somebody has looked at."""

import json
import re

import pytest

from tools import parts
from tools.parts import ROOT, Part, locked, page, purl, sbom

LOCKS = sorted(path.name for path in ROOT.glob("requirements*.txt"))
# Looked at: none of these asks anything of whoever runs or changes RJCase, as we use the packages.
GOOD = {
    *("MIT", "MIT-0", "MIT-CMU", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "ISC", "PSF-2.0", "MPL-2.0"),
    "CNRI-Python",
    "LGPL-3.0-only",  # psycopg: used as it is
    "GPL-2.0-or-later",  # pyphen: one of three to choose from
    *("LGPL-2.1-or-later", "MPL-1.1"),
}
ONLY_FOR_TESTS = {"GPL-2.0-only WITH Classpath-exception-2.0", "GPL-3.0-or-later"}


def listed() -> dict[str, dict[str, str]]:
    """The components of the kept list, by purl."""
    components = json.loads(parts.SBOM.read_text())["components"]
    return {one["purl"]: one for one in components}


def test_the_list_of_parts_names_every_locked_package() -> None:
    """`make parts` after `make lock`."""
    assert set(listed()) == {purl(part) for part in locked()}
    required = {one for one, facts in listed().items() if facts["scope"] == "required"}
    assert required == {purl(part) for part in locked() if part.is_run}
    assert {"pkg:pypi/django@", "pkg:npm/govuk-frontend@"} == {
        one.rpartition("@")[0] + "@" for one in required if "/django@" in one or "/govuk-frontend@" in one
    }


def test_every_licence_is_known_and_one_we_have_looked_at() -> None:
    for one, facts in listed().items():
        licence = facts["licenses"][0]["expression"]  # type: ignore[index]
        if facts["scope"] == "excluded" and licence in ONLY_FOR_TESTS:
            continue
        assert set(re.split(r" AND | OR ", licence)) <= GOOD, f"{one}: {licence or 'not known'}"


def test_the_page_of_licences_says_the_same() -> None:
    text = parts.LICENCES.read_text()
    for facts in listed().values():
        licence = facts["licenses"][0]["expression"]  # type: ignore[index]
        assert f"| {facts['name']} | {facts['version']} | {licence} |" in text


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_its_hash(name: str) -> None:
    text = (ROOT / name).read_text()
    entries = [part for part in re.split(r"\n(?=[a-zA-Z0-9])", text) if re.match(r"[a-zA-Z0-9]", part)]
    assert entries
    assert [
        part.split()[0] for part in entries if not re.search(r"==\S+", part) or "--hash=sha256:" not in part
    ] == []
    assert "--index-url" not in text
    assert "http" not in re.sub(r"[a-z0-9-]*http[a-z0-9-]*", "", text, flags=re.IGNORECASE)


def test_packages_of_npm_have_their_hash() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert [path for path, facts in packages.items() if path and not facts.get("integrity")] == []


def test_it_writes_a_document_that_tells_run_from_built() -> None:
    made = sbom([Part("pypi", "django", "5.2", "BSD-3-Clause", True), Part("npm", "@a/b", "1", "MIT")])
    components = made["components"]
    assert isinstance(components, list)
    assert [one["scope"] for one in components] == ["required", "excluded"]
    assert components[1]["purl"] == "pkg:npm/%40a/b@1"
    assert "| @a/b | 1 | MIT |" in page([Part("npm", "@a/b", "1", "MIT")])
