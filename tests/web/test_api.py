"""The record over HTTP: what programs read, add, change and delete with a token, and what stops them."""

from datetime import timedelta
from uuid import uuid4

import orjson
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator

from rxladder.career.dump import career_document, plain_part
from rxladder.career.ids import ids_of
from rxladder.rules.audit import audit as audit_career
from rxladder.rules.eligibility import eligible as judge
from rxladder.rules.output import audit_json, eligibility_document
from rxladder.web.accounts.models import Person
from rxladder.web.api import entering, tokens
from rxladder.web.api.kinds import add
from rxladder.web.api.models import StoredAnswer, Token, TokenAct
from rxladder.web.api.service import KINDS, SINGLES, api
from rxladder.web.certifications.models import EarlierTerm, Holding
from rxladder.web.education.evidence_keeping import keep
from rxladder.web.site import clock
from rxladder.web.site.career_io import engines_career, export_career
from rxladder.web.site.rules import packs
from tests.certificates import certificate_pdf
from tests.web.addresses import calls
from tests.web.api_calls import Program, says
from tests.web.pages import errors_of, page_of, shown_again, text_of
from tests.web.settings import TODAY

WRITTEN = [kind for kind in KINDS if not kind.only_read]


@pytest.fixture
def program(owner, many_people):
    return Program(owner.person)


@pytest.fixture
def fresh(db, many_people):
    """A program of a person with an empty record."""
    return Program(Person.objects.create(email="fresh@example.org", state="us-tx"))


# --- Kinds


@pytest.mark.parametrize("kind", WRITTEN, ids=lambda kind: kind.name)
def test_each_kind_is_added_read_changed_deleted_and_brought_back(fresh, kind):
    made = fresh("post", f"/{kind.name}", kind.example)
    assert made.status_code == 201, made.content
    told = made.json()
    assert kind.example.items() <= told.items() or kind.name == "projects"
    address = made.headers["Location"]
    read = fresh("get", address)
    assert (read.json(), read.headers["ETag"]) == (told, made.headers["ETag"])
    assert fresh("get", f"/{kind.name}").json() == {"items": [told], "next": None}

    # Written again as it was read, it stays as it is, with all that hangs on it.
    before = export_career(fresh.token.person)
    again = fresh("put", address, told, if_match=read.headers["ETag"])
    assert (again.status_code, again.json()) == (200, told)
    assert export_career(fresh.token.person) == before
    same = fresh("patch", address, {}, "application/merge-patch+json")
    assert same.json() == told

    assert fresh("delete", address, if_match='"other"').status_code == 412
    assert fresh("delete", address).status_code == 204
    assert fresh("get", address).status_code == 404
    assert fresh("get", f"/{kind.name}").json()["items"] == []
    assert fresh("post", f"{address}/restore").json() == told


def test_every_record_comes_as_the_career_file_has_it(program, owner):
    """What the career file says under a key is what the API lists, with an id more."""
    file = career_document(export_career(owner.person))
    keys = {
        "duties": file["responsibilities"]["duties"],
        "training-plans": file["responsibilities"]["training"],
    }
    for kind in KINDS:
        listed = program("get", f"/{kind.name}").json()["items"]
        assert listed, kind.name
        for item in listed:
            assert program("get", f"/{kind.name}/{item['id']}").json() == item
        told = keys.get(kind.name) or file.get(kind.name)
        if isinstance(told, list):
            plain = [{key: value for key, value in item.items() if key != "id"} for item in listed]
            assert sorted(map(repr, plain)) == sorted(repr(plain_part(one)) for one in told), kind.name


def test_a_holding_keeps_the_receipts_of_its_terms_when_it_is_changed(fresh):
    newer = {"starts": "2023-06-01", "ends": "2025-05-31"}
    data = {"credential": "ptcb-cpht", "expires": "2027-05-31", "terms": [newer]}
    address = fresh("post", "/holdings", data).headers["Location"]
    EarlierTerm.objects.update(receipt={"kept": 1})
    terms = [{"starts": "2021-06-01", "ends": "2023-05-31"}, newer]
    changed = fresh("patch", address, {"number": "9", "terms": terms}, "application/merge-patch+json")
    assert (changed.json()["number"], changed.json()["terms"]) == ("9", terms)
    kept = EarlierTerm.objects.filter(deleted_at=None).values_list("ends__year", "receipt")
    assert sorted(kept, key=str) == [(2023, None), (2025, {"kept": 1})]


def test_a_signed_item_keeps_its_place(fresh):
    items = [{"what": "Open the till"}, {"what": "Count"}, {"what": "Close"}]
    address = fresh("post", "/training-plans", {"trainee": "Sam", "items": items}).headers["Location"]
    items[1] |= {"signed": "2026-11-01", "by": "Maria"}
    assert fresh("patch", address, {"items": items}).json()["items"] == items
    assert fresh("get", address).json()["items"] == items


@pytest.mark.parametrize(
    ("path", "data", "at", "words"),
    [
        ("/holdings", {"credential": "us-tx-technicain"}, "/credential", "did you mean us-tx-technician"),
        ("/holdings", {"credential": "us-tx-technician", "expires": "2027-02-30"}, "/expires", "not exist"),
        ("/holdings", {"credential": "us-tx-technician", "nummer": 1}, "/nummer", "number"),
        ("/holdings", {}, "", "`credential` is missing"),
        ("/credits", {"date": "2027-01-01", "hours": 1}, "/date", "not come yet"),
        ("/credits", {"date": "2026-01-01", "hours": -1}, "/hours", "from 0 to"),
        ("/overrides", {"credential": "us-tx-technician", "clause": "total", "waived": True,
                        "told_on": "2027-01-01", "evidence": "A letter"}, "/told_on", "not come yet"),
        ("/achievements", {"on": "2026-06-01", "what": "Helped MRN 12345678"}, "", "patient"),
        ("/facts", {"question": "education", "value": "some"}, "/facts/education", "none of"),
        ("/relationships", {"name": "\u0000"}, "", "cannot be read"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(fresh, path, data, at, words):
    response = fresh("post", path, data)
    assert words in says(response)
    if response.status_code != 400:
        assert response.status_code == 422
        assert response.json()["errors"][0]["at"] == at
    assert fresh("get", path).json()["items"] == []


def test_a_holding_stands_once_for_the_same_time(fresh):
    assert fresh("post", "/holdings", {"credential": "ptcb-cpht"}).status_code == 201
    assert "held at that time already" in says(fresh("post", "/holdings", {"credential": "ptcb-cpht"}))


# --- What there is once, answers, files


@pytest.mark.parametrize("single", SINGLES, ids=lambda single: single.name)
def test_what_there_is_once_is_written_and_read(fresh, single):
    empty = fresh("get", f"/{single.name}")
    written = fresh("put", f"/{single.name}", single.example, if_match=empty.headers["ETag"])
    assert written.status_code == 200, written.content
    told = fresh("get", f"/{single.name}").json()
    assert single.example.items() <= told.items() or single.name == "resume"
    assert fresh("put", f"/{single.name}", {}, if_match=empty.headers["ETag"]).status_code == 412
    key = next(iter(single.example))
    less = fresh("patch", f"/{single.name}", {key: None})
    assert (less.status_code, key in less.json()) == (200, False)
    assert fresh("put", f"/{single.name}", told).json() == told


def test_the_answers_are_those_of_the_command_line(owner, program):
    audit = program("get", "/answers/audit")
    career = engines_career(owner.person)
    assert audit.json() == orjson.loads(audit_json(audit_career(career, packs(), TODAY)))
    assert program("get", "/answers/audit", if_none_match=audit.headers["ETag"]).status_code == 304
    spanish = program("get", "/answers/audit", if_none_match=audit.headers["ETag"], accept_language="es")
    assert (spanish.status_code, spanish.content != audit.content) == (200, True)
    eligible = program("get", "/answers/eligible/ptcb-cspt").json()
    assert eligible == eligibility_document(judge(career, packs(), "ptcb-cspt", TODAY))
    steps = program("get", "/answers/next-steps").json()
    held = {item["id"] for item in program("get", "/holdings").json()["items"]}
    assert {step["holding"] for step in steps["steps"]} & held
    assert program("get", "/answers/path").json()["goal"]["id"] == "ptcb-cspt"
    for nothing in ("path?goal=unicorn", "eligible/unicorn", "move/us-zz", "../packs/x"):
        assert program("get", f"/answers/{nothing}").status_code == 404, nothing
    assert program("get", "/calendar").content.startswith(b"BEGIN:VCALENDAR")
    first = program("get", "/catalogue?limit=2").json()
    assert len(first["items"]) == 2
    more = program("get", f"/catalogue?limit=2&cursor={first['next']}").json()["items"]
    assert not [item for item in more if item in first["items"]]


def test_what_can_be_read_is_as_the_description_promises(program, owner):
    document = api.get_openapi_schema()
    # Two types of one name would be told apart by the names of our modules.
    assert [name for name in document["components"]["schemas"] if "rxladder" in name] == []
    promised = {
        operation["operationId"]: operation["responses"]["200"].get("content", {}).get("application/json")
        for path in document["paths"].values()
        for operation in path.values()
        if "200" in operation["responses"]
    }
    for call in (call for call in calls(owner.records) if call.method == "get"):
        answer, content = program("get", call.url), promised.get(call.operation)
        assert answer.status_code == 200, call
        if content and call.name not in ("career-file", "badges-content"):
            told = answer.json()
            schema = {"components": document["components"], **content["schema"]}
            errors = [error.message[:300] for error in Draft202012Validator(schema).iter_errors(told)]
            assert not errors, (call, errors)


def test_a_career_file_goes_out_and_comes_back_and_can_be_undone(program, fresh):
    file = program("get", "/career-file?format=json")
    brought = fresh("put", "/career-file", file.content)
    assert brought.status_code == 200, brought.content
    assert brought.json()["holdings"] == 2
    again = fresh("get", "/career-file?format=json")
    assert again.json().keys() == file.json().keys()
    assert again.json()["holdings"] == file.json()["holdings"]
    yaml = fresh("get", "/career-file")
    assert yaml.headers["Content-Type"].startswith("application/yaml")
    assert fresh("put", "/career-file", yaml.content, "application/yaml").status_code == 200
    bad = fresh("put", "/career-file", b"rxladder: 1\nholdings:\n  - {credential: x}\n", "application/yaml")
    assert says(bad).startswith("Line 3:")
    assert bad.json()["errors"][0]["at"] == "/holdings/0/credential"
    assert fresh("put", "/career-file", file.content, if_match='"old"').status_code == 412
    last = fresh("put", "/career-file", b'{"rxladder": 1}').json()
    assert fresh("get", "/holdings").json()["items"] == []
    assert fresh("post", "/career-file/undo", {"at": last["at"]}).status_code == 204
    assert len(fresh("get", "/holdings").json()["items"]) == 2
    assert fresh("post", "/career-file/undo", {"at": last["at"]}).status_code == 409
    assert fresh("post", "/career-file/undo", {"at": "yesterday"}).status_code == 422


def test_a_certificate_is_kept_proves_a_credit_and_is_taken(fresh):
    credit = fresh("post", "/credits", {"date": "2026-03-02", "hours": 1}).json()["id"]
    content = certificate_pdf("Sterile compounding")

    def send(content=content, key="one", **more):
        data = {"file": SimpleUploadedFile("a.pdf", content), **more}
        return fresh.client.post("/api/v1/evidence", data, headers=fresh.headers | {"idempotency-key": key})

    made = send(credit=credit)
    assert made.status_code == 201, made.content
    told = made.json()
    assert (told["name"], told["credits"]) == ("a.pdf", [credit])
    assert send(credit=credit).headers["Idempotency-Replayed"] == "true"
    address = made.headers["Location"]
    assert fresh("get", f"{address}/content").content == content
    assert fresh("get", f"{address}/content", if_none_match=f'"{told["sha256"]}"').status_code == 304
    assert fresh("delete", f"{address}/credits/{credit}").status_code == 204
    assert fresh("get", address).json()["credits"] == []
    assert fresh("put", f"{address}/credits/{credit}").json()["credits"] == [credit]
    assert fresh("delete", address).status_code == 204
    assert fresh("get", "/evidence").json()["items"] == []
    assert fresh("post", f"{address}/restore").json() == told
    assert "PDF" in says(send(b"no file at all", "two"))
    assert says(send(credit="unicorn", key="three")) == "There is no such credit."
    assert "Send a file" in says(fresh.client.post("/api/v1/evidence", {"x": "y"}, headers=fresh.headers))
    assert fresh("post", "/evidence", {}).status_code == 415


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
    assert "sent before with another request" in says(other)
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
    assert "does not know that method" in says(method)
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
        "That day has not come yet."
    )
    assert (
        fresh("post", "/achievements", {"on": "2026-06-01", "what": "x", "y": 1}).json()["code"] == "invalid"
    )
    guess = Client().get("/api/v1/holdings", headers={"authorization": "Bearer rxl_guess"})
    assert (guess.json()["code"], guess.json()["title"]) == ("bad-token", "Bad token")


# --- The pages


def test_a_token_is_shown_once_and_ended_at_once(as_owner, owner):
    Token.objects.all().delete()
    assert "No program comes in" in text_of(as_owner.get("/programs/"))
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


def test_a_list_takes_as_many_queries_however_long_it_is(fresh):
    def queries(kind):
        with CaptureQueriesContext(connection) as told:
            assert fresh("get", f"/{kind.name}").status_code == 200
        return len(told)

    # Of these there can be one only: of a question, of a card's id, of an address.
    for kind in (kind for kind in WRITTEN if kind.name not in ("facts", "own-cards", "subscriptions")):
        counts = []
        for _round in range(2):
            ids = ids_of(packs())
            entry = kind.entry.model_validate(kind.example, context=kind.context() if kind.context else ids)
            row = add(kind, fresh.token.person, kind.part(entry, ids))
            if hasattr(row, "evidence_id"):
                row.evidence = keep(fresh.token.person, [("a.pdf", certificate_pdf(str(row.id)))])[0]
                row.save()
            counts.append(queries(kind))
        assert counts[0] == counts[1], kind.name


def test_the_reference_and_the_description_need_no_script(as_owner, as_stranger):
    page = as_owner.get("/programs/reference/")
    assert page.status_code == 200
    found = page_of(page)
    assert not [one for one in found.find_all("script") if not one.get("src")]
    assert "POST /api/v1/holdings" in found.main.get_text()
    described = as_stranger.get("/api/v1/openapi.json").json()
    assert described["openapi"] == "3.1.0"
    assert len(described["paths"]) > 2 * len(KINDS)
