"""The record over HTTP: what programs read, add, change and delete with a token."""

from datetime import date

import orjson
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator

from rxladder.career.dump import career_document, plain_part
from rxladder.career.ids import ids_of
from rxladder.rules.audit import audit as audit_career
from rxladder.rules.eligibility import eligible as judge
from rxladder.rules.output import audit_json, eligibility_document
from rxladder.web.api.kinds import add
from rxladder.web.api.service import KINDS, SINGLES, api
from rxladder.web.certifications.models import EarlierTerm
from rxladder.web.education.evidence_keeping import keep
from rxladder.web.site.career_io import engines_career, export_career
from rxladder.web.site.rules import packs
from tests.certificates import certificate_pdf
from tests.web.addresses import calls
from tests.web.api_calls import says
from tests.web.settings import TODAY

WRITTEN = [kind for kind in KINDS if not kind.only_read]


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
        ("/credits", {"date": "2027-01-01", "hours": 1}, "/date", "in the future"),
        ("/credits", {"date": "2026-01-01", "hours": -1}, "/hours", "from 0 to"),
        ("/overrides", {"credential": "us-tx-technician", "clause": "total", "waived": True,
                        "told_on": "2027-01-01", "evidence": "A letter"}, "/told_on", "in the future"),
        ("/achievements", {"on": "2026-06-01", "what": "Helped MRN 12345678"}, "", "patient"),
        ("/facts", {"question": "education", "value": "some"}, "/facts/education", "not one of"),
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


def test_nobody_is_born_on_a_day_to_come(fresh):
    for path, sent in (("/person", {"birthday": "2099-01-01"}),
                       ("/career-file", {"rxladder": 1, "person": {"birthday": "2099-01-01"}})):  # fmt: skip
        response = fresh("put", path, sent)
        assert response.status_code == 422
        assert response.json()["errors"][0]["at"].endswith("/birthday")
    assert "birthday" not in fresh("get", "/person").json()


def test_a_holding_stands_once_for_the_same_time(fresh):
    assert fresh("post", "/holdings", {"credential": "ptcb-cpht"}).status_code == 201
    assert "already held at that time" in says(fresh("post", "/holdings", {"credential": "ptcb-cpht"}))


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


def test_an_answer_is_for_the_day_that_is_asked_for(owner, program):
    day, career = date(2027, 7, 1), engines_career(owner.person)
    today = program("get", "/answers/audit")
    then = program("get", "/answers/audit?on=2027-07-01")
    assert then.json() == orjson.loads(audit_json(audit_career(career, packs(), day)))
    assert then.headers["ETag"] != today.headers["ETag"]
    assert program("get", "/answers/audit").json() == today.json() != then.json()
    eligible = program("get", "/answers/eligible/ptcb-cspt?on=2027-07-01").json()
    assert eligible == eligibility_document(judge(career, packs(), "ptcb-cspt", day))
    for name in ("plan-ce", "path", "move", "move/us-ca"):
        assert program("get", f"/answers/{name}?on=2027-07-01").json()["on"] == "2027-07-01", name
    for wrong, word in (("2027-02-30", "does not exist"), ("soon", "not a date"), ("", "not a date")):
        refused = program("get", f"/answers/audit?on={wrong}")
        assert (refused.status_code, refused.json()["errors"][0]["at"]) == (422, "on")
        assert word in says(refused)


@pytest.mark.parametrize(
    ("asked", "at", "said"),
    [
        ("/credits?limit=0", "limit", "`limit`: It must be 1 or more."),
        ("/credits?limit=x", "limit", "`limit`: A whole number is expected here, not `x`."),
        (
            "/credits?cursor=x",
            "cursor",
            "`cursor`: That is not a cursor of this list: use the one in `next`.",
        ),
        ("/answers/audit?on=x", "on", "`on`: `x` is not a date; write it as YYYY-MM-DD."),
        ("/answers/eligible/ptcb-csptt", None, "did you mean ptcb-cspt"),
        ("/answers/move/Atlantis", None, "write it as us-tx, TX or Texas"),
    ],
)
def test_what_an_address_asks_wrongly_is_named_in_the_language_of_who_asks(program, asked, at, said):
    refused, spanish = program("get", asked), program("get", asked, accept_language="es")
    assert said in says(refused)
    assert (refused.status_code, [one["at"] for one in refused.json().get("errors", [])]) == (
        (422, [at]) if at else (404, [])
    )
    assert (spanish.json()["code"], says(spanish) != says(refused)) == (refused.json()["code"], True)


@pytest.mark.parametrize(
    ("sent", "at", "said"),
    [
        ({"name": "x", "last_done": "x"}, "/last_done", "`x` is not a date; write it as YYYY-MM-DD."),
        ({"name": "x", "sign_offs": [{"on": "2026-05-14"}]}, "/sign_offs/0", "The key `by` is missing."),
        ({"name": "x", "colour": "y"}, "/colour", "The key `colour` is not known here."),
    ],
)
def test_what_a_body_has_wrong_is_named_as_it_is_written(program, sent, at, said):
    problem = program("post", "/skills", sent).json()
    assert problem["errors"] == [{"at": at, "says": said}]
    assert problem["detail"] in (said, f"`{at[1:]}`: {said}")


def test_a_state_may_be_named_as_on_the_command_line(program):
    by_id = program("get", "/answers/move/us-oh").content
    assert program("get", "/answers/move/ohio").content == program("get", "/answers/move/OH").content == by_id


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
