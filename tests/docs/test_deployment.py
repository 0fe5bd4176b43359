"""What is shipped to run the site: every setting is told of, and nothing runs with more than it needs."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

from tests.docs.pages import DOCS, ROOT

DEPLOY = ROOT / "deploy"
SERVICES = sorted((DEPLOY / "systemd").glob("*.service"))
READ = re.compile(r"\benv(?:\.\w+)?\(\s*\"([A-Z_]+)\"")
HARD = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "CapabilityBoundingSet": "",
    "UMask": "0077",
    "User": "junheng",
}


def read_by_the_site() -> set[str]:
    """The variables that the settings ask the environment for."""
    source = (ROOT / "src" / "junheng_web" / "site").glob("*.py")
    return {name for path in source for name in READ.findall(path.read_text(encoding="utf-8"))}


def unit(path: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(path, encoding="utf-8")
    return parser


def test_the_example_lists_every_setting_and_no_other() -> None:
    text = (DEPLOY / "environment.example").read_text(encoding="utf-8")
    listed = re.findall(r"^#?([A-Z_]+)=", text, re.MULTILINE)
    assert len(listed) == len(set(listed))
    assert set(listed) == read_by_the_site() > {"DATABASE_URL"}


def test_the_page_describes_every_setting_and_no_other() -> None:
    text = (DOCS / "how-to" / "deploy-site.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", text, re.MULTILINE)) == read_by_the_site()


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_a_service_runs_as_its_own_user_and_can_write_its_own_folder_only(path: Path) -> None:
    service = unit(path)["Service"]
    assert {key: service.get(key) for key in HARD} == HARD


@pytest.mark.parametrize("path", sorted((DEPLOY / "systemd").iterdir()), ids=lambda path: path.name)
def test_systemd_finds_nothing_wrong_with_a_unit(path: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("needs systemd-analyze")
    told = subprocess.run(
        [program, "verify", path], capture_output=True, text=True, check=False
    ).stderr.splitlines()
    # Of our units only; the program itself stands elsewhere on the machine that runs the tests.
    ours = [line for line in told if "junheng" in line and "is not executable" not in line]
    assert ours == []


CALLED = re.compile(
    r"(?:-m[ \",]+junheng_web[ \",]+|deploy/manage |^ *site )([a-z_]+)\b", re.MULTILINE
)


@pytest.mark.parametrize(
    "path",
    [
        ROOT / "tools" / "serve",
        DOCS / "how-to" / "deploy-site.md",
        *(path for path in sorted(DEPLOY.rglob("*")) if path.is_file()),
    ],
    ids=lambda path: path.name,
)
def test_the_commands_of_the_site_that_are_called_exist(path: Path) -> None:
    text = "\n".join(
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.lstrip().startswith("#")
    )
    assert set(CALLED.findall(text)) - {"help"} <= set(get_commands())


def test_the_containers_gain_no_privileges_and_have_a_password_only_when_one_is_given() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    assert set(compose["services"]) == {"database", "migrate", "web", "work"}
    for name in ("migrate", "web", "work"):
        service = compose["services"][name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
    assert compose["services"]["web"]["ports"] == ["127.0.0.1:8000:8000"]
    password = compose["services"]["database"]["environment"]["POSTGRES_PASSWORD"]
    assert password.startswith("${POSTGRES_PASSWORD:?")


def test_the_image_does_not_run_as_root_and_tells_its_health() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    last = text.rsplit("FROM ", maxsplit=1)[-1]
    assert re.search(r"^USER junheng$", last, re.MULTILINE)
    assert "/health/live" in last
    assert "--require-hashes" in text


def test_the_proxy_drops_what_visitors_claim_of_themselves() -> None:
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in text
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in text
    assert "$proxy_add_x_forwarded_for" not in text
