"""Everything that a page can do, a program can do, or it is written down why not."""

import inspect

from rxladder.web.api.service import api
from tests.web.addresses import names
from tests.web.page_calls import LOOKED_AT, has_a_reason, operations_by_page


def let_in(view) -> set[str] | None:
    """The methods that a view's decorators let in; None where they refuse none."""
    while view is not None:
        for cell in view.__closure__ or ():
            told = cell.cell_contents
            if isinstance(told, list) and told and set(told) <= {"GET", "HEAD", "POST"}:
                return set(told)
        view = getattr(view, "__wrapped__", None)
    return None


def test_each_page_that_changes_something_has_its_operation_or_a_reason():
    pages = {name: pattern.callback for name, pattern in names() if not name.startswith("api:")}
    changing = {name for name, view in pages.items() if "POST" in (let_in(view) or {"POST"})}
    told = operations_by_page()
    assert len(changing) > 250
    missing = {name for name in changing if name not in told and name not in LOOKED_AT} - {
        name for name in changing if has_a_reason(name)
    }
    assert not missing, "name what the API does instead in page_calls.py, or why it does not"
    for name in LOOKED_AT:
        code = inspect.getsource(inspect.unwrap(pages[name]))
        assert "POST" not in code, name
        assert "posted(" not in code, name


def test_what_is_told_of_pages_and_operations_is_there():
    known = {
        operation["operationId"]
        for path in api.get_openapi_schema()["paths"].values()
        for operation in path.values()
    }
    pages = {name for name, _pattern in names()}
    told = operations_by_page()
    assert {one for operations in told.values() for one in operations} <= known
    # A kind's pages are told by their pattern: not each kind has all four.
    assert {name for name in told if name.rpartition(":")[2].count("-") == 0} - pages <= {"catalogue:edit"}
    assert not [name for name in told if has_a_reason(name)]
