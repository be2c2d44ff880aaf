"""Plays a small event against a running server, with the client written from PROTOCOL.md alone.

    PLENARY_URL='http://127.0.0.1:8080/CDU7K2/host#SECRET' python3 tests/python/protocol_test.py

or run `tests/python/run`, which starts a server.

PLENARY_URL is a host link. Everything happens on a rehearsal's copy of the event, which is deleted at the end. The exit
code is 0 if every check passes.
"""

import asyncio
import json
import os
import pathlib
import re
import sys
import tempfile
import traceback

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from plenary_client import Client, HttpError, Rejected

PROTOCOL = pathlib.Path(__file__).resolve().parents[2] / "server" / "PROTOCOL.md"


async def rejected(awaitable):
    """Returns the kind with which a command is rejected."""
    try:
        await awaitable
    except Rejected as error:
        return error.kind
    return "acked"


def http_error(client, method, path, body=None):
    try:
        client.request(method, path, body)
    except HttpError as error:
        return error.status, error.kind
    return 200, None


class Event:
    """The copy and its staff."""

    def __init__(self, link):
        page, _, self.secret = link.partition("#")
        self.original = page.rsplit("/", 1)[0]

    async def __aenter__(self):
        owner = Client(self.original, "host")
        await owner.auth(self.secret)
        copy = owner.request("POST", "/rehearsal", {"phones": 50})
        self.base = f"{self.original.rsplit('/', 1)[0]}/{copy['code']}"
        self.host = Client(self.base, "host")
        await self.host.auth(copy["host"].partition("#")[2])
        self.links = self.host.request("GET", "/links")
        await self.host.start()
        return self

    async def __aexit__(self, *_):
        await self.host.stop()
        if http_error(self.host, "GET", "/me?role=host")[0] == 200:
            self.host.request("DELETE", "/rehearsal")

    async def staff(self, role, person=None):
        person_id = next((p["id"] for p in self.host.of_kind("person") if p["key"] == person), None)
        link = next(l for l in self.links if l["role"] == role and l.get("person") == person_id)
        client = Client(self.base, role, person)
        await client.auth(link["url"].partition("#")[2])
        await client.start()
        return client

    async def guest(self):
        client = Client(self.base)
        await client.join()
        await client.start()
        return client

    async def open_poll(self, choose):
        """Opens the first ready poll that `choose` accepts. Returns its id."""
        polls = sorted(self.host.of_kind("poll"), key=lambda poll: poll["order"])
        poll = next(p for p in polls if p["phase"] == "ready" and choose(p))
        await self.host.act({"open_poll": {"poll": poll["id"], "seen": poll["rev"]}})
        await self.host.until(lambda: self.host.item(f"poll:{poll['id']}")["phase"] == "open")
        return poll["id"]

    async def reveal(self, poll):
        rev = self.host.item(f"poll:{poll}")["rev"]
        await self.host.act({"reveal_poll": {"poll": poll, "seen": rev}})
        await self.host.until(lambda: self.host.item(f"poll:{poll}")["phase"] == "revealed")


def cast(poll, *picks):
    return {"cast": {"poll": poll, "ballot": {"choice": list(picks)}}}


def single(poll):
    return poll["kind"] == {"choice": {"min": 1, "max": 1}} and poll["changeable"]


# ---- tests


async def errors_over_http_have_a_kind(event):
    stranger = Client(event.base)
    assert http_error(stranger, "GET", "/links") == (401, "bad_link")
    assert http_error(stranger, "POST", "/auth", {"role": "host", "secret": "wrong"}) == (401, "bad_link")
    assert http_error(stranger, "GET", "/me?role=screen") == (401, "bad_link")
    nowhere = Client(event.base.rsplit("/", 1)[0] + "/ZZZZZZ")
    assert http_error(nowhere, "POST", "/join") == (404, "no_event")


async def a_join_makes_one_identity(event):
    guest = Client(event.base)
    assert (await guest.join()) == {"fresh": True}
    assert (await guest.join()) == {"fresh": False}
    assert len(guest.cookies) == 1


async def a_guest_without_a_cookie_only_watches(event):
    watcher = Client(event.base)
    await watcher.start()
    assert watcher.welcome["joined"] is False and watcher.item("event")["langs"]
    socket = watcher._socket
    await socket.send(json.dumps({"t": "do", "c": 1, "n": 1, "cmd": cast(0, 0)}))
    assert "mine" not in watcher.frames
    await watcher.until(lambda: "rejected" in watcher.frames)
    await watcher.stop()


async def a_ballot_counts_once_however_often_it_is_sent(event):
    guest = await event.guest()
    poll = await event.open_poll(single)
    await guest.until(lambda: guest.item(f"poll:{poll}"))
    seq = await guest.act(cast(poll, 0))
    await guest.until(lambda: guest.mine_seq >= seq)
    assert guest.mine["ballots"] == [{"poll": poll, "ballot": {"choice": [0]}}]
    # The same pair again is acked, without a second effect.
    again = {"t": "do", "c": guest.client, "n": guest.n, "cmd": cast(poll, 1)}
    await guest._socket.send(json.dumps(again))
    await guest.until(lambda: guest.frames.count("ack") == 2)
    assert guest.mine["ballots"][0]["ballot"] == {"choice": [0]}
    # A second page of the same browser changes the existing ballot.
    page = Client(event.base)
    page.cookies = dict(guest.cookies)
    await page.start()
    await page.act(cast(poll, 1))
    await guest.until(lambda: guest.mine["ballots"][0]["ballot"] == {"choice": [1]})
    assert await rejected(guest.act(cast(poll, 0, 1))) == "bad_ballot"
    assert await rejected(guest.act(cast(poll, 99))) == "bad_ballot"
    await event.reveal(poll)
    await guest.until(lambda: guest.item(f"poll:{poll}")["phase"] == "revealed")
    tally = guest.item(f"tally:{poll}")
    assert tally["count"] == 1 and tally["tally"]["choice"][:2] == [0, 1], tally
    assert await rejected(guest.act(cast(poll, 0))) == "poll_not_open"
    await page.stop()
    await guest.stop()


async def a_question_is_public_after_its_approval_only(event):
    asker, other = await event.guest(), await event.guest()
    moderator, screen = await event.staff("moderator"), await event.staff("screen")
    text = "微电网案例的数据会公开吗？"
    await asker.act({"ask": {"text": f"  {text}\n", "name": "李"}})
    assert await rejected(asker.act({"ask": {"text": text}})) == "already_asked"
    assert await rejected(asker.act({"ask": {"text": "能" * 301}})) == "text_too_long"
    assert await rejected(asker.act({"ask": {"text": " "}})) == "text_empty"
    question = await moderator.until(lambda: next(iter(moderator.of_kind("question")), None))
    assert question["content"]["text"] == text and question["state"] == "waiting"
    own = await asker.until(lambda: asker.mine["questions"])
    assert own[0]["state"] == "waiting"
    assert not other.of_kind("question") and not screen.of_kind("question")

    number, seen = question["id"], question["desk"]["rev"]
    content = dict(question["content"], translations={"en": "Will the microgrid data be open?"})
    await moderator.act({"edit_approve": {"question": number, "seen": seen, "content": content}})
    assert await rejected(moderator.act({"decline": {"question": number, "seen": seen, "reason": "off_topic"}})) == "stale"
    public = await other.until(lambda: other.item(f"question:{number}"))
    assert public["content"]["translations"]["en"].startswith("Will") and "desk" not in public
    await asker.until(lambda: asker.mine["questions"][0]["state"] == "approved")
    await other.act({"upvote": {"question": number, "on": True}})
    assert await rejected(asker.act({"upvote": {"question": number, "on": True}})) == "own_question"
    await asker.until(lambda: asker.item(f"question:{number}")["upvotes"] == 1)
    assert await rejected(other.act({"approve": {"question": number, "seen": 1}})) == "not_allowed"
    rev = moderator.item(f"question:{number}")["desk"]["rev"]
    await moderator.act({"move": {"question": number, "seen": rev, "to": "now"}})
    await screen.until(lambda: screen.item("stage")["scene"] == {"question": number})
    for client in (asker, other, moderator, screen):
        await client.stop()


async def what_a_guest_belongs_to_is_their_own(event):
    guest, other = await event.guest(), await event.guest()
    group = next(group for group in guest.of_kind("group") if group["ask"])
    asked, value = group["id"], group["values"][1]["id"]
    assert "declared" not in guest.mine
    await guest.act({"declare": {"group": asked, "value": value}})
    await guest.until(lambda: guest.mine.get("declared") == [{"group": asked, "value": value}])
    await guest.act({"declare": {"group": asked}})
    await guest.until(lambda: guest.mine["declared"] == [{"group": asked}])
    assert await rejected(guest.act({"declare": {"group": asked, "value": 99}})) == "unknown"
    assert "declared" not in other.mine
    host = await event.staff("host")
    assert await rejected(host.act({"declare": {"group": asked, "value": value}})) == "not_allowed"
    for client in (guest, other, host):
        await client.stop()


async def who_comes_back_gets_what_changed(event):
    guest = await event.guest()
    await guest.stop()
    held = guest.seq
    poll = await event.open_poll(single)
    guest.frames.clear()
    await guest.start()
    await guest.until(lambda: guest.item(f"poll:{poll}"))
    assert "change" in guest.frames and "snapshot" not in guest.frames, guest.frames
    assert guest.seq > held
    # A command sent while the connection was down takes effect once.
    await guest.drop()
    async with asyncio.timeout(10):
        await guest.act(cast(poll, 0))
    await event.host.until(lambda: (event.host.item(f"tally:{poll}") or {}).get("count") == 1)
    # A changed epoch gets a snapshot, which must equal the result of the changes.
    fresh = Client(event.base)
    fresh.cookies = dict(guest.cookies)
    fresh.epoch, fresh.seq = guest.epoch ^ 1, guest.seq
    await fresh.start()
    await fresh.until(lambda: "snapshot" in fresh.frames)
    await guest.until(lambda: guest.seq >= fresh.seq)
    await fresh.until(lambda: fresh.items == guest.items)
    await event.reveal(poll)
    await fresh.stop()
    await guest.stop()


async def nonsense_is_closed_with_its_code(event):
    too_long = '{"t":"beat","x":"' + "x" * 20_000 + '"}'
    for frame, codes in (('{"t":"no"}', {1008}), ("not json", {1008}), (too_long, {1009})):
        guest = Client(event.base)
        async with connect(guest.url(), compression=None) as socket:
            await socket.recv()
            await socket.send(frame)
            try:
                while True:
                    async with asyncio.timeout(10):
                        await socket.recv()
            except ConnectionClosed as closed:
                assert closed.rcvd and closed.rcvd.code in codes, (frame[:20], closed)


async def a_panelist_says_what_is_answered(event):
    person = event.host.of_kind("person")[0]["key"]
    panelist = await event.staff("panelist", person)
    assert panelist.welcome["person"] == panelist.of_kind("person")[0]["id"]
    assert await rejected(panelist.act({"show": {"stage": "blank"}})) == "not_allowed"
    await panelist.stop()


async def the_thirty_lines_vote(event):
    code = re.search(r"```python\n(.*?)```", PROTOCOL.read_text(encoding="utf-8"), re.S).group(1)
    assert len(code.splitlines()) <= 34, "the example has grown"
    with tempfile.NamedTemporaryFile("w", suffix=".py", delete=False) as script:
        script.write(code)
    process = await asyncio.create_subprocess_exec(
        sys.executable, script.name, event.base, stdout=asyncio.subprocess.PIPE
    )
    try:
        poll = await event.open_poll(lambda poll: poll["kind"].get("choice", {"max": 0})["max"] > 1)
        line = await asyncio.wait_for(process.stdout.readline(), 15)
        assert b"'t': 'ack'" in line, line
        await event.host.until(lambda: (event.host.item(f"tally:{poll}") or {}).get("count") == 1)
    finally:
        process.kill()
        await process.wait()
        os.unlink(script.name)


async def a_muted_guest_is_heard_by_nobody_and_not_told(event):
    moderator, guest = await event.staff("moderator"), await event.guest()
    await guest.act({"ask": {"text": "Buy my coin, everybody"}})

    def asked():
        questions = moderator.of_kind("question")
        return next((q for q in questions if q["content"]["text"] == "Buy my coin, everybody"), None)

    await moderator.until(asked)
    of = {"question": asked()["id"]}
    await moderator.act({"mute": {"of": of, "with": True}})
    await moderator.until(lambda: asked()["desk"].get("muted"))
    await guest.until(lambda: guest.mine["questions"])
    assert [q["state"] for q in guest.mine["questions"]] == ["waiting"]
    await moderator.act({"unmute": {"of": of}})
    await moderator.until(lambda: not asked()["desk"].get("muted"))


async def a_host_ends_one_login_and_its_link_goes_on_working(event):
    def logins():
        return {login["id"] for login in event.host.of_kind("login") if login["role"] == "moderator"}

    before = logins()
    one = await event.staff("moderator")
    await event.host.until(lambda: len(logins() - before) == 1)
    (login,) = logins() - before
    two = await event.staff("moderator")
    await event.host.act({"end_login": {"login": login}})
    await one.until(lambda: one.ended)
    assert one.ended == 4002
    assert http_error(one, "GET", "/me?role=moderator") == (401, "bad_link")
    assert two.ended is None
    await (await event.staff("moderator")).stop()


async def a_revoked_link_and_a_deleted_event_are_final(event):
    moderator, guest = await event.staff("moderator"), await event.guest()
    await event.host.act({"revoke": {"role": "moderator"}})
    await moderator.until(lambda: moderator.ended)
    assert moderator.ended == 4001
    try:
        await moderator.auth("stale")
        raise AssertionError("the server accepted a revoked secret")
    except HttpError as error:
        assert error.kind == "bad_link"
    event.host.request("DELETE", "/rehearsal")
    await guest.until(lambda: guest.ended)
    assert guest.ended == 4004
    assert http_error(guest, "POST", "/join") == (404, "no_event")


TESTS = [
    errors_over_http_have_a_kind,
    a_join_makes_one_identity,
    a_guest_without_a_cookie_only_watches,
    a_ballot_counts_once_however_often_it_is_sent,
    a_question_is_public_after_its_approval_only,
    what_a_guest_belongs_to_is_their_own,
    who_comes_back_gets_what_changed,
    nonsense_is_closed_with_its_code,
    a_panelist_says_what_is_answered,
    the_thirty_lines_vote,
    a_muted_guest_is_heard_by_nobody_and_not_told,
    a_host_ends_one_login_and_its_link_goes_on_working,
    a_revoked_link_and_a_deleted_event_are_final,
]


async def main():
    link = os.environ.get("PLENARY_URL")
    if not link or "#" not in link:
        print("PLENARY_URL must be a host link: http://HOST/CODE/host#SECRET", file=sys.stderr)
        return 2
    failed = 0
    async with Event(link) as event:
        for test in TESTS:
            title = test.__name__.replace("_", " ")
            try:
                async with asyncio.timeout(60):
                    await test(event)
                print(f"ok      {title}")
            except Exception:
                failed += 1
                print(f"FAILED  {title}")
                traceback.print_exc()
    print(f"{len(TESTS) - failed} of {len(TESTS)} hold")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
