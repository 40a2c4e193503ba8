"""How programs come in: tokens, conditions, keys and limits, what stops a call, and the pages of all this."""

from datetime import timedelta
from uuid import uuid4

from django.test import Client

from rxladder.web.accounts.models import Person
from rxladder.web.api import entering, tokens
from rxladder.web.api.models import StoredAnswer, Token, TokenAct
from rxladder.web.api.service import KINDS
from rxladder.web.certifications.models import Holding
from rxladder.web.site import clock
from tests.web.api_calls import Program, says
from tests.web.pages import errors_of, page_of, shown_again, text_of

# --- Conditions, keys, pages, limits


def test_nobody_writes_over_what_they_have_not_read(fresh):
    made = fresh("post", "/holdings", {"credential": "ptcb-cpht"})
    address, tag = made.headers["Location"], made.headers["ETag"]
    assert fresh("get", address, if_none_match=tag).status_code == 304
    newer = fresh("patch", address, {"number": "1"}, if_match=tag)
    assert newer.status_code == 200
    stale = fresh("patch", address, {"number": "2"}, if_match=tag)
    assert stale.status_code == 412
    assert "changed since" in says(stale)
    assert fresh("get", address).json()["number"] == "1"

    listed = fresh("get", "/holdings")
    assert fresh("get", "/holdings", if_none_match=f"W/{listed.headers['ETag']}").status_code == 304
    Holding.objects.get().save()
    assert fresh("get", "/holdings", if_none_match=listed.headers["ETag"]).status_code == 200


def test_a_request_sent_twice_with_its_key_is_done_once(fresh):
    data, key = {"date": "2026-03-02", "hours": 1}, str(uuid4())
    first = fresh("post", "/credits", data, idempotency_key=key)
    again = fresh("post", "/credits", data, idempotency_key=key)
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.headers["Location"] == first.headers["Location"]
    other = fresh("post", "/credits", data | {"hours": 2}, idempotency_key=key)
    assert other.status_code == 422
    assert "already sent with another request" in says(other)
    assert len(fresh("get", "/credits").json()["items"]) == 1
    # It may hold a secret address, which the database alone must not tell.
    made = fresh("post", "/calendar-addresses", idempotency_key="address")
    kept = bytes(StoredAnswer.objects.get(key="address").body)
    assert made.json()["address"].encode() not in kept
    assert made.json()["id"].encode() not in kept
    assert fresh("post", "/calendar-addresses", idempotency_key="address").content == made.content
    # What failed was not done, so its key is free.
    assert fresh("post", "/credits", {"hours": 1}, idempotency_key="free").status_code == 422
    assert fresh("post", "/credits", data, idempotency_key="free").status_code == 201
    # Another's token has keys of its own, and a day later the key is forgotten.
    other_token = Program(fresh.token.person)
    assert "Idempotency-Replayed" not in other_token("post", "/credits", data, idempotency_key=key).headers
    StoredAnswer.objects.filter(key=key).update(created_at=clock.now() - timedelta(hours=25))
    assert "Idempotency-Replayed" not in fresh("post", "/credits", data, idempotency_key=key).headers


def test_pages_of_a_list_hold_each_row_once_while_others_are_added(fresh):
    for n in range(5):
        fresh("post", "/credits", {"date": "2026-03-02", "hours": 1, "title": f"No. {n}"})
    seen, cursor = [], None
    while True:
        found = fresh("get", f"/credits?limit=2{f'&cursor={cursor}' if cursor else ''}").json()
        seen += [item["title"] for item in found["items"]]
        fresh("post", "/credits", {"date": "2026-03-03", "hours": 1, "title": "late"}) if len(
            seen
        ) == 2 else None
        cursor = found["next"]
        if not cursor:
            break
    assert seen == [*(f"No. {n}" for n in range(5)), "late"]
    for wrong in ("limit=0", "limit=many", "cursor=%00", "cursor=aGVsbG8"):
        assert fresh("get", f"/credits?{wrong}").status_code == 422


def test_a_token_has_its_share_of_calls_over_all_processes(fresh, settings, monkeypatch):
    settings.API_CALLS_A_MINUTE = 3
    start = clock.now()
    monkeypatch.setattr(clock, "now", lambda: start)
    left = [fresh("get", "/holdings") for _ in range(4)]
    assert [one.status_code for one in left] == [200, 200, 200, 429]
    assert [one.headers["RateLimit-Remaining"] for one in left] == ["2", "1", "0", "0"]
    wait = int(left[-1].headers["Retry-After"])
    assert f"Wait {wait} seconds" in says(left[-1])
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(seconds=wait - 1))
    assert fresh("get", "/holdings").status_code == 429
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(seconds=wait))
    assert fresh("get", "/holdings").status_code == 200
    assert fresh("get", "/holdings").status_code == 429
    # Another token of the same person has a share of its own.
    assert Program(fresh.token.person)("get", "/holdings").status_code == 200


# --- Coming in


def test_only_a_good_token_with_the_scope_comes_in(owner, as_owner, many_people):
    signed_in = as_owner.get("/api/v1/holdings")
    assert signed_in.status_code == 401
    assert signed_in.headers["WWW-Authenticate"].startswith("Bearer")
    assert "needs a token" in says(signed_in)
    reads = Program(owner.person, "read:record")
    assert reads("get", "/holdings").status_code == 200
    lacking = reads("post", "/holdings", {"credential": "nha-cpht"})
    assert lacking.status_code == 403
    assert "write:record" in says(lacking)
    for wrong in ("Bearer rxl_guess", "Bearer ", "Basic b3duZXI6", "rxl_guess", "Bearer \udcff"):
        found = Client().get("/api/v1/holdings", headers={"authorization": wrong})
        assert found.status_code == 401, wrong
    ends = Program(owner.person)
    Token.objects.filter(id=ends.token.id).update(expires_at=clock.now())
    assert "expired" in says(ends("get", "/holdings"))
    tokens.end(reads.token, clock.now())
    assert reads("get", "/holdings").status_code == 401
    gone = Program(owner.person)
    owner.person.is_active = False
    owner.person.save()
    assert gone("get", "/holdings").status_code == 401


def test_tokens_are_not_guessed(owner, many_people, monkeypatch):
    monkeypatch.setattr(entering, "MOST_WRONG", 5)
    program = Program(owner.person)
    guesses = [program("get", "/holdings", authorization=f"Bearer rxl_{n}").status_code for n in range(6)]
    assert guesses == [401] * 5 + [429]
    late = program("get", "/holdings")
    assert (late.status_code, late.headers["Retry-After"]) == (429, "600")
    assert "wrong tokens" in says(late)
    # Somebody elsewhere comes in.
    told = program.headers | {"host": "testserver"}
    assert Client().get("/api/v1/holdings", headers=told, REMOTE_ADDR="192.0.2.9").status_code == 200


def test_no_other_site_is_let_in_by_a_browser(program):
    found = program("get", "/holdings", origin="https://evil.example")
    assert not [name for name in found.headers if name.lower().startswith("access-control")]
    assert program("options", "/holdings", origin="https://evil.example").status_code == 405


def test_every_error_under_the_api_is_a_problem(program):
    nothing = program("get", "/unicorns")
    assert (nothing.status_code, says(nothing)) == (
        404,
        "There is nothing at this address, or it is not yours.",
    )
    method = program("put", "/holdings", {})
    assert (method.status_code, method.headers["Allow"]) == (405, "GET, POST")
    assert "does not support that method" in says(method)
    assert "Send it as" in says(program("post", "/holdings", b"<a/>", "text/xml"))
    assert "not JSON" in says(program("post", "/holdings", b"{"))
    assert "object" in says(program("post", "/holdings", []))
    large = program("post", "/holdings", b'{"number": "' + b"9" * 2_600_000 + b'"}')
    assert (large.status_code, "too large" in says(large)) == (413, True)
    assert says(program("get", "/holdings/not-an-id"))
    head = program("head", "/holdings")
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["Content-Length"]) > 10
    assert "RateLimit-Remaining" in head.headers


def test_problems_speak_spanish_and_keep_their_code(fresh):
    """In the language that is asked for, else in the person's own; code and title stay as they are."""
    english = fresh("get", "/unicorns").json()
    spanish = fresh("get", "/unicorns", accept_language="es").json()
    assert spanish["detail"] == "En esta dirección no hay nada, o no es tuyo."
    for key in ("code", "title", "type", "status"):
        assert spanish[key] == english[key]
    Person.objects.filter(id=fresh.token.person_id).update(language="es")
    data = {"date": "2027-01-01", "hours": 1}
    assert says(fresh("post", "/credits", data)).startswith("Ese día aún no ha llegado.")
    assert says(fresh("post", "/credits", data, accept_language="en")).startswith(
        "That day is still in the future."
    )
    assert (
        fresh("post", "/achievements", {"on": "2026-06-01", "what": "x", "y": 1}).json()["code"] == "invalid"
    )
    guess = Client().get("/api/v1/holdings", headers={"authorization": "Bearer rxl_guess"})
    assert (guess.json()["code"], guess.json()["title"]) == ("bad-token", "Bad token")


# --- The pages


def test_a_token_is_shown_once_and_ended_at_once(as_owner, owner):
    Token.objects.all().delete()
    assert "No program has access" in text_of(as_owner.get("/programs/"))
    shown_again(as_owner)
    bad = as_owner.post("/programs/", {"name": ""})
    assert bad.status_code == 422
    assert len(errors_of(bad)) == 2
    made = as_owner.post("/programs/", {"name": "My sheet", "scopes": ["read:record"], "days": "30"})
    assert "no-store" in made.headers["Cache-Control"]
    text = page_of(made).find(id="token")["value"]
    row = Token.objects.get()
    assert text not in (row.hash, row.hint)
    assert row.expires_at - row.created_at == timedelta(days=30)
    assert text not in as_owner.get("/programs/").content.decode()
    headers = {"authorization": f"Bearer {text}"}
    assert Client().get("/api/v1/holdings", headers=headers).status_code == 200
    page = text_of(as_owner.get(f"/programs/token/{row.id}/"))
    assert "Read my record" in page
    assert "Last used" in page
    as_owner.post(f"/programs/token/{row.id}/end/")
    assert Client().get("/api/v1/holdings", headers=headers).status_code == 401
    assert "You ended it" in text_of(as_owner.get(f"/programs/token/{row.id}/"))


def test_what_a_program_changed_is_written_down(fresh):
    made = fresh("post", "/holdings", {"credential": "ptcb-cpht"})
    fresh("get", "/holdings")
    fresh("post", "/holdings", {"credential": "unknown"})
    fresh("delete", made.headers["Location"])
    acts = TokenAct.objects.filter(token=fresh.token).order_by("id").values_list("what", "method", "path")
    assert list(acts) == [
        ("made", "", ""),
        ("wrote", "POST", "/api/v1/holdings"),
        ("wrote", "DELETE", made.headers["Location"]),
    ]


def test_what_is_over_is_let_go_of(fresh, monkeypatch):
    for n in range(4):
        fresh("post", "/credits", {"date": "2026-03-02", "hours": 1}, idempotency_key=str(n))
    StoredAnswer.objects.filter(key__in=("0", "1")).update(created_at=clock.now() - timedelta(hours=25))
    monkeypatch.setattr(tokens, "ACTS_KEPT", 3)
    assert tokens.sweep() == 4
    assert sorted(StoredAnswer.objects.values_list("key", flat=True)) == ["2", "3"]
    assert set(TokenAct.objects.values_list("what", flat=True)) == {"wrote"}


def test_the_reference_and_the_description_need_no_script(as_owner, as_stranger):
    page = as_owner.get("/programs/reference/")
    assert page.status_code == 200
    found = page_of(page)
    assert not [one for one in found.find_all("script") if not one.get("src")]
    assert "POST /api/v1/holdings" in found.main.get_text()
    described = as_stranger.get("/api/v1/openapi.json").json()
    assert described["openapi"] == "3.1.0"
    assert len(described["paths"]) > 2 * len(KINDS)
