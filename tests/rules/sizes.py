"""Properties in two sizes: a few examples in every run, many in the long one."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy

_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


def holds_for(*drawn: SearchStrategy, few: int = 30, many: int = 2_000) -> Callable[[Callable], Callable]:
    """Make a test of a property: `few` examples always, `many` in the long run."""

    def wrap(holds: Callable) -> Callable:
        @pytest.mark.parametrize(
            "examples", [pytest.param(few, id="few"), pytest.param(many, id="many", marks=pytest.mark.long)]
        )
        def test(examples: int) -> None:
            # The few are the same in every run: a red run is about a change. The many are new each time.
            sized = settings(
                max_examples=examples,
                deadline=None,
                derandomize=examples == few,
                suppress_health_check=_SLOW,
            )
            sized(given(*drawn)(holds))()

        test.__doc__ = holds.__doc__
        return test

    return wrap
