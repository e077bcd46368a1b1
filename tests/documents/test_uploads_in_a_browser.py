"""Files received, in a real browser, without scripts too."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.checks import assert_page_is_fit
from tests.browser.people import sign_in
from tests.cases.walk import file_at
from tests.documents import made
from tests.world import World

pytestmark = pytest.mark.browser


def test_it_takes_a_picture_refuses_a_drawing_and_gives_a_download(
    page_without_scripts: Page, live_server: LiveServer, world: World, tmp_path: Path
) -> None:
    page, world.harmed.case = page_without_scripts, world.case
    (tmp_path / "garden.jpg").write_bytes(made.picture())
    (tmp_path / "drawing.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')
    sign_in(page, live_server.url, "manager@northshire.example", to=file_at(world.harmed, "uploads/"))
    expect(page.get_by_text("No files have been added yet.")).to_be_visible()
    page.click("text=Add a file")
    page.set_input_files("#id_upload", tmp_path / "drawing.svg")
    page.fill("#id_title", "A picture of the garden")
    page.click("main button[type=submit]")
    expect(page.locator("#id_upload-error")).to_contain_text("must be a PDF, JPG, PNG, DOCX, ODT or TXT")
    expect(page.locator("#id_title")).to_have_value("A picture of the garden")
    page.set_input_files("#id_upload", tmp_path / "garden.jpg")
    page.click("main button[type=submit]")
    expect(page.locator(".govuk-notification-banner__heading")).to_have_text("File added")
    with page.expect_download() as download:
        page.click("text=1. A picture of the garden")
    assert download.value.suggested_filename == f"{world.case.reference}-file-1.jpg"
    page.click("text=Take back")
    page.fill("#id_reason", "It belongs with the papers")
    page.click("main button[type=submit]")
    expect(page.get_by_text("It belongs with the papers")).to_be_visible()


def test_it_is_fit_empty_in_error_and_filled(
    page: Page, live_server: LiveServer, world: World, tmp_path: Path
) -> None:
    world.harmed.case = world.case
    (tmp_path / "letter.pdf").write_bytes(made.pdf(3))
    (tmp_path / "note.txt").write_text("Rob Northoffender was there.")
    sign_in(page, live_server.url, "manager@northshire.example", to=file_at(world.harmed, "uploads/"))
    assert_page_is_fit(page)
    page.click("text=Add a file")
    assert_page_is_fit(page, "add-a-file")
    page.set_input_files("#id_upload", tmp_path / "note.txt")
    page.fill("#id_title", "Note of a call")
    page.click("main button[type=submit]")
    expect(page.get_by_text("What you selected contains a name").first).to_be_visible()
    assert_page_is_fit(page, "add-a-file-in-error")
    for title in ("Letter from her GP", "Another letter"):
        (tmp_path / "letter.pdf").write_bytes(made.pdf(len(title)))
        page.goto(f"{live_server.url}{file_at(world.harmed, 'uploads/add/')}")
        page.set_input_files("#id_upload", tmp_path / "letter.pdf")
        page.fill("#id_title", title)
        page.click("main button[type=submit]")
    page.click("text=Take back")
    assert_page_is_fit(page)
    page.fill("#id_reason", "It belongs with the papers")
    page.click("main button[type=submit]")
    assert_page_is_fit(page, "files-received")
