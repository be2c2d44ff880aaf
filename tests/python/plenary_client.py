"""A client of Plenary, written from server/PROTOCOL.md alone.

It joins or trades a role link, keeps a socket with a position, holds the view, numbers its commands and resends them
until they are answered, and reconnects when the connection breaks. It needs Python 3.11 and `websockets`.
"""

import asyncio
import json
import random
import time
import urllib.error
import urllib.request

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus

BEAT_S = 20
SILENCE_S = 50
FINAL_CLOSE_CODES = {4001, 4002, 4004}
PUT_OFF = {"too_fast", "unavailable"}


class HttpError(Exception):
    """A response other than success: its status, and the server's kind and message."""

    def __init__(self, status, kind, message, retry_after):
        super().__init__(f"{status} {kind}: {message}")
        self.status, self.kind, self.retry_after = status, kind, retry_after


class Ended(Exception):
    """The server refused further connections; `code` is the close code, or the HTTP status of the rejected socket."""

    def __init__(self, code):
        super().__init__(f"ended with {code}")
        self.code = code


class Rejected(Exception):
    """A command was rejected for the reason `why`."""

    def __init__(self, why):
        super().__init__(why["kind"])
        self.why, self.kind = why, why["kind"]


class Client:
    """One browser, or one staff page, at `base`, such as http://127.0.0.1:8080/CDU7K2."""

    def __init__(self, base, role="participant", person=None):
        self.base, self.role, self.person = base.rstrip("/"), role, person
        self.cookies = {}
        self.client, self.n = random.getrandbits(32), 0
        self.items, self.epoch, self.seq = {}, None, None
        self.mine, self.mine_seq, self.hall, self.welcome = None, -1, None, None
        self.frames = []  # types of received frames, oldest first
        self._waiting = {}  # n -> (command, future)
        self._changed = asyncio.Condition()
        self._socket, self._task, self.ended = None, None, None

    # ---- HTTP

    def request(self, method, path, body=None):
        """Sends a request with this browser's cookies. Returns the response as JSON, as text, or None."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data=data, method=method)
        if data is not None:
            request.add_header("Content-Type", "application/json")
        if self.cookies:
            request.add_header("Cookie", self._cookie())
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                for line in answer.headers.get_all("Set-Cookie") or []:
                    name, _, value = line.split(";")[0].partition("=")
                    self.cookies[name] = value
                text = answer.read().decode()
                is_json = "json" in answer.headers.get("Content-Type", "")
                return json.loads(text) if is_json else text or None
        except urllib.error.HTTPError as error:
            told = json.loads(error.read() or b"{}")
            retry_after = int(error.headers.get("Retry-After") or 0)
            raise HttpError(error.code, told.get("kind"), told.get("message"), retry_after) from None

    async def join(self):
        """Becomes a participant. Retries for as long as the server asks to."""
        while True:
            try:
                return await asyncio.to_thread(self.request, "POST", "/join")
            except HttpError as error:
                if error.status not in (429, 503):
                    raise
                await asyncio.sleep(error.retry_after + random.random())

    async def auth(self, secret):
        """Trades the secret of a role link for a cookie."""
        body = {"role": self.role, "secret": secret}
        if self.person:
            body["person"] = self.person
        await asyncio.to_thread(self.request, "POST", "/auth", body)

    def _cookie(self):
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    # ---- the socket

    def url(self, resume=True):
        url = f"{self.base.replace('http', 'ws', 1)}/socket?role={self.role}"
        if self.person:
            url += f"&person={self.person}"
        if resume and self.seq is not None:
            url += f"&epoch={self.epoch}&seq={self.seq}"
        return url

    async def start(self):
        """Connects, and reconnects until `stop` or until the server refuses further connections."""
        self._task = asyncio.create_task(self._run())
        await self.until(lambda: self.ended or (self.welcome is not None and "event" in self.items))

    async def stop(self):
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        self._socket, self.welcome = None, None

    async def drop(self):
        """Breaks the connection without a close frame, as a locking phone does."""
        if self._socket:
            self._socket.transport.abort()

    async def _run(self):
        failures = 0
        while self.ended is None:
            try:
                headers = {"Cookie": self._cookie()} if self.cookies else {}
                async with connect(self.url(), additional_headers=headers, compression=None, max_size=None) as socket:
                    failures = 0
                    await self._serve(socket)
            except InvalidStatus as error:
                if error.response.status_code not in (429, 500, 502, 503):
                    self.ended = error.response.status_code
            except ConnectionClosed as closed:
                code = closed.rcvd.code if closed.rcvd else None
                if code in FINAL_CLOSE_CODES:
                    self.ended = code
            except (OSError, InvalidHandshake, TimeoutError):
                failures += 1
            self._socket = None
            async with self._changed:
                self._changed.notify_all()
            if self.ended is None:
                most = min(10, 0.6 * 2**failures)
                await asyncio.sleep(random.uniform(0, most) if failures else random.uniform(0.1, 0.6))
        for _, future in self._waiting.values():
            if not future.done():
                future.set_exception(Ended(self.ended))

    async def _serve(self, socket):
        self._socket = socket
        beat = asyncio.create_task(self._beat(socket))
        try:
            while True:
                async with asyncio.timeout(SILENCE_S):
                    text = await socket.recv()
                await self._take(json.loads(text))
        finally:
            beat.cancel()

    async def _beat(self, socket):
        while True:
            await asyncio.sleep(BEAT_S)
            await socket.send('{"t":"beat"}')

    async def _take(self, frame):
        kind = frame["t"]
        self.frames.append(kind)
        if kind == "welcome":
            # On each socket the first own data counts, whatever its number.
            self.welcome, self.mine_seq = frame, -1
            if frame["joined"] or self.role != "participant":
                for n in sorted(self._waiting):
                    await self._send(n)
        elif kind == "snapshot":
            self.items = {name(item): item for item in frame["items"]}
            self.epoch, self.seq = frame["epoch"], frame["seq"]
        elif kind == "change":
            if frame["from"] > self.seq:
                self.seq = None
                await self._socket.close()
            elif frame["to"] > self.seq:
                for gone in frame.get("gone", []):
                    self.items.pop(gone, None)
                self.items.update({name(item): item for item in frame["set"]})
                self.seq = frame["to"]
        elif kind == "mine" and frame["seq"] >= self.mine_seq:
            self.mine, self.mine_seq = frame["mine"], frame["seq"]
        elif kind == "hall":
            self.hall = frame
        elif kind in ("ack", "rejected") and frame["c"] == self.client:
            self._answer(frame)
        async with self._changed:
            self._changed.notify_all()

    # ---- commands

    async def act(self, command):
        """Sends a command, over as many sockets as it takes. Returns the seq from which its effect is visible."""
        self.n += 1
        n, future = self.n, asyncio.get_running_loop().create_future()
        self._waiting[n] = (command, future)
        if self._socket and self.welcome:
            await self._send(n)
        return await future

    async def _send(self, n):
        command, _ = self._waiting[n]
        try:
            await self._socket.send(json.dumps({"t": "do", "c": self.client, "n": n, "cmd": command}))
        except ConnectionClosed:
            pass  # It is resent after the reconnect.

    def _answer(self, frame):
        n = frame["n"]
        if n not in self._waiting:
            return
        if frame["t"] == "rejected" and frame["why"]["kind"] in PUT_OFF:
            asyncio.get_running_loop().call_later(frame["why"]["retry_ms"] / 1000, self._again, n)
            return
        _, future = self._waiting.pop(n)
        if frame["t"] == "ack":
            future.set_result(frame["seq"])
        else:
            future.set_exception(Rejected(frame["why"]))

    def _again(self, n):
        if n in self._waiting and self._socket:
            asyncio.ensure_future(self._send(n))

    # ---- the view

    def of_kind(self, kind):
        return [item for item in self.items.values() if item["k"] == kind]

    def item(self, name):
        return self.items.get(name)

    async def until(self, holds, seconds=10):
        """Waits until `holds()` is true, and returns its result."""
        until = time.monotonic() + seconds
        async with self._changed:
            while not (value := holds()):
                left = until - time.monotonic()
                if left <= 0:
                    raise TimeoutError("the condition did not become true")
                try:
                    async with asyncio.timeout(left):
                        await self._changed.wait()
                except TimeoutError:
                    continue
        return value


def name(item):
    """Returns the name of an item: k, or k:id."""
    return f"{item['k']}:{item['id']}" if "id" in item else item["k"]
