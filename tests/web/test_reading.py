"""What is about a person is read only through `visible_to` and its like: a habit that this test holds."""

import ast
from pathlib import Path

import pytest
from django.apps import apps

import rxladder.web

WEB = Path(rxladder.web.__file__).parent
WAYS_IN = {
    "visible_to",
    "deleted_by",
    "kept_of",
    "deleted_before",
    "bulk_create",
    "bulk_update",
    "as_manager",
}
PEOPLE = {"Person", "get_user_model()"}
OF_PEOPLE = {"local", "local_demo", "demo_of", "filter", "create", "select_for_update"}
# Who comes with the secret may read; the job looks after everyone.
OTHERWISE = {
    ("accounts/phones.py", "Phone"),
    ("backup/database.py", "Person"),
    ("backup/plan.py", "Person"),
    ("api/tokens.py", "Token"),
    ("api/tokens.py", "StoredAnswer"),
    ("api/webhook_job.py", "Webhook"),
    ("api/webhook_job.py", "Delivery"),
    ("plan/calendar.py", "FeedAddress"),
    ("plan/reminders/job.py", "ReminderWishes"),
    ("plan/reminders/job.py", "ReminderMail"),
    ("responsibilities/packet_shares.py", "PacketShare"),
    ("study/refitting.py", "Refit"),
    ("trash/acting.py", "Import"),
    ("trash/former.py", "Former"),
    ("trash/acting.py", "PeopleChange"),
    # The keepers answer what anyone flagged; the job compares everyone's answers.
    ("upkeep/flags.py", "Flag"),
    ("upkeep/corrections_job.py", "Holding"),
    ("upkeep/corrections_job.py", "Person"),
    ("trends/digest_job.py", "DigestWishes"),
    ("trends/fda_job.py", "NewsWishes"),
    ("trends/keeping.py", "AllRead"),
    ("trends/keeping.py", "ItemMark"),
    ("trends/keeping.py", "SavedItem"),
    ("trends/keeping.py", "Subscription"),
    ("trends/refreshing.py", "FeedRun"),
    ("trends/refreshing.py", "NewsWishes"),
    ("trends/refreshing.py", "Ranking"),
    ("trends/refreshing.py", "Subscription"),
    # The one home of what a team may read; and the job that works out how its members stand.
    *(("team/sharing.py", model) for model in ("TeamMember", "Assignment", "Skill", "SkillSignOff")),
    ("team/standing.py", "KeptStanding"),
    ("team/standing.py", "TeamMember"),
}


def about_a_person() -> set[str]:
    """The names of the models whose rows are about one person."""
    return {
        model.__name__
        for model in apps.get_models()
        if any(field.name == "person" for field in model._meta.fields)
    }


def ways_in(source: str) -> list[tuple[str, str, int]]:
    """Each `X.objects.y` of a program as (X, y, line)."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Attribute(value=ast.Attribute(value=model, attr="objects"), attr=way):
                found.append((ast.unparse(model), way, node.lineno))
    return found


def strays(place: str, source: str) -> list[str]:
    """Where a program reads around the owner; what is no model's name is taken for one about a person."""
    others = {model.__name__ for model in apps.get_models()} - about_a_person() - PEOPLE
    return [
        f"{place}:{line} {model}.objects.{way}"
        for model, way, line in ways_in(source)
        if model not in others
        and (place, model) not in OTHERWISE
        and way not in (OF_PEOPLE if model in PEOPLE else WAYS_IN)
    ]


def test_no_view_reads_around_the_owner():
    found = [
        stray
        for path in WEB.rglob("*.py")
        for stray in strays(path.relative_to(WEB).as_posix(), path.read_text(encoding="utf-8"))
    ]
    assert not found


@pytest.mark.parametrize(
    "source",
    ["Credit.objects.get(id=1)", "Person.objects.all()", "model.objects.filter()", "Tick.objects.all()"],
)
def test_a_stray_would_be_found(source):
    assert strays("education/credits.py", source)
