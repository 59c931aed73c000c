"""textual-serve's server, closed to other machines, other sites and outside resources."""

from __future__ import annotations

import socket
import sys
import webbrowser
from typing import TYPE_CHECKING

from aiohttp import web
from textual_serve.server import Server

from quizzer.cli.serving import filled

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler

POLICY = (
    "default-src 'none'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self' ws://{host}; "
    "style-src 'self' 'unsafe-inline'; "  # the cells' sizes stand in style elements that xterm.js writes
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


class LocalServer(Server):
    """A process of `quizzer` for each visitor of the page.

    Another site's page, open in the same browser, can neither read from nor connect to it: the host that is
    asked for and the origin of a connection are checked, which also stops names bound anew to 127.0.0.1.
    """

    def __init__(self, command: str, host: str, port: int, page: str, script: str) -> None:
        """Take the shell command that a visitor's process runs, where to listen, the page and its script."""
        super().__init__(command, host=host, port=port, title="quizzer")
        self.opens_browser = False
        self._page, self._script = page, script
        self._hosts = {f"{name}:{port}" for name in (host, "localhost")}
        if port == 80:
            self._hosts |= {host, "localhost"}

    def serve(self, debug: bool = False) -> None:
        """Serve until Ctrl+C or SIGTERM.

        Raises:
            OSError: the port cannot be had.
        """
        self.debug = debug
        with socket.create_server((self.host, self.port)) as listening:  # before a word is said of it
            web.run_app(self._make_app(), sock=listening, print=None, access_log=None)

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.router.add_get("/page.js", self._handle_script)
        app.middlewares.append(self._guard)
        return app

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        strange = origin is not None and origin.removeprefix("http://") not in self._hosts
        if request.host not in self._hosts or strange:
            return web.Response(status=403, text="quizzer answers to this machine's own pages only.\n")
        return await handler(request)

    async def on_startup(self, app: web.Application) -> None:
        """Say where the page is."""
        del app
        print(f"quizzer is at {self.public_url}/ ; Ctrl+C ends it.", file=sys.stderr, flush=True)
        if self.opens_browser:
            webbrowser.open(f"{self.public_url}/")

    async def handle_index(self, request: web.Request) -> web.Response:
        """The page, which may load nothing but what this server has."""
        return web.Response(
            text=filled(self._page, f"ws://{request.host}/ws"),
            content_type="text/html",
            headers={
                "Content-Security-Policy": POLICY.format(host=request.host),
                "Referrer-Policy": "no-referrer",
                "X-Content-Type-Options": "nosniff",
            },
        )

    async def _handle_script(self, request: web.Request) -> web.Response:
        del request
        return web.Response(text=self._script, content_type="text/javascript")
