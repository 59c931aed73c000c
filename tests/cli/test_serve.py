"""`quizzer serve`: the screens in a browser, which asks nothing of other hosts and serves nobody else."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time

import pytest

from quizzer.cli.serving import filled, read
from quizzer.storage.log import ReviewLog

pytest.importorskip("textual_serve", reason="the extra `web` is not installed: pip install 'quizzer[web]'")

DECK = """\
deck: One
symbols: {"a, x": vector(n)}
cards:
  - {id: linear, prompt: "Gradient of $a^T x$ by $x$.", answer: a}
"""
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def served(tmp_path):
    """The port of a server over one deck, and the folder of its data."""
    deck = tmp_path / "one.yaml"
    deck.write_text(DECK, encoding="utf-8")
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "quizzer", "serve", str(deck), "--port", str(port)],
        env=os.environ | {"QUIZZER_HOME": str(tmp_path / "home")},
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        said = process.stderr.readline()
        assert said == f"quizzer is at http://127.0.0.1:{port}/ ; Ctrl+C ends it.\n"
        yield port, tmp_path / "home"
        process.terminate()


def status(port: int, path: str, **headers: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def test_a_card_is_answered_in_chromium_and_nothing_outside_is_asked_for(served) -> None:
    """The browser test: needs playwright (in the extra `dev`) and Debian's package `chromium`."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    port, home = served
    asked: list[str] = []
    complaints: list[str] = []
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=QUIET)
        page = browser.new_page(viewport={"width": 900, "height": 560})
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("websocket", lambda socket: asked.append(socket.url.replace("ws://", "http://")))
        page.goto(f"http://127.0.0.1:{port}/")
        page.wait_for_selector("body.-first-byte", timeout=30_000)
        page.keyboard.type("\\mathbf{a}")
        page.keyboard.press("Enter")
        rows = in_time(home)
        page.keyboard.press("Control+q")
        page.wait_for_selector("text=Begin again", timeout=30_000)
        browser.close()
    assert [(row.card, row.typed, row.quality) for row in rows] == [("one/linear", "\\mathbf{a}", 4)]
    assert asked
    assert [url for url in asked if not url.startswith(f"http://127.0.0.1:{port}/")] == []
    assert complaints == []


def in_time(home) -> list:
    """The log's rows, once there are any."""
    for _ in range(300):
        time.sleep(0.1)
        with ReviewLog.open(home) as log:
            if rows := list(log.rows()):
                return rows
    return []


@pytest.mark.parametrize(
    ("path", "headers", "code"),
    [
        pytest.param("/", {}, 200, id="the page, from this machine"),
        pytest.param("/static/js/textual.js", {}, 200, id="its script"),
        pytest.param("/", {"Host": "evil.example"}, 403, id="a name bound anew to 127.0.0.1"),
        pytest.param("/ws", {"Origin": "http://evil.example"}, 403, id="another site's page connects"),
        pytest.param("/ws", {"Origin": "null"}, 403, id="a page in a sandbox connects"),
    ],
)
def test_only_this_machines_own_pages_are_answered(served, path, headers, code) -> None:
    port, _ = served
    assert status(port, path, **headers) == code


def test_the_page_names_no_other_host_and_its_address_is_escaped() -> None:
    page = filled(read("page.html"), 'ws://x/"><script>')
    assert "://" not in page.replace("ws://x/", "")
    assert 'data-session-websocket-url="ws://x/&quot;&gt;&lt;script&gt;"' in page


def test_a_port_that_is_taken_is_a_sentence(quizzer) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        ran = quizzer("serve", "--port", str(port))
    assert ran.code == 2
    assert ran.err.startswith(f"quizzer: 127.0.0.1:{port} cannot be served from: ")
    assert ran.err.endswith(f"another port: --port {port + 1}\n")


def test_without_the_extra_it_says_what_to_install(quizzer, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "quizzer.cli.web_server", None)
    monkeypatch.delitem(sys.modules, "quizzer.cli.web_server")
    monkeypatch.setitem(sys.modules, "textual_serve", None)
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    ran = quizzer("serve")
    assert ran.code == 2
    assert "pip install 'quizzer[web]'" in ran.err


def test_a_deck_that_cannot_be_studied_is_told_before_anything_is_served(quizzer) -> None:
    ran = quizzer("serve", "no-such-deck")
    assert ran.code == 2
    assert "no-such-deck" in ran.err
    assert "quizzer is at" not in ran.err


def test_an_unknown_port_is_refused(quizzer) -> None:
    assert quizzer("serve", "--port", "70000").code == 2
