"""Records are read only through `visible_to` and `deleted_by`: a habit that this test holds."""

import ast
from pathlib import Path

import rxladder.web

WAYS_IN = {"visible_to", "deleted_by", "bulk_create", "as_manager"}
PEOPLE = {"Person", "get_user_model()"}
OF_PEOPLE = {"local", "local_demo", "demo_of", "filter", "create"}


def ways_in(path: Path) -> list[tuple[str, str, int]]:
    """Each `X.objects.y` of a file as (X, y, line)."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Attribute(value=ast.Attribute(value=model, attr="objects"), attr=way):
                found.append((ast.unparse(model), way, node.lineno))
    return found


def test_no_view_reads_around_the_owner():
    strays = [
        f"{path.name}:{line} {model}.objects.{way}"
        for path in Path(rxladder.web.__file__).parent.rglob("*.py")
        for model, way, line in ways_in(path)
        if way not in (OF_PEOPLE if model in PEOPLE else WAYS_IN)
    ]
    assert not strays
