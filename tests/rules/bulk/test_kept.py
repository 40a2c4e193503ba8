"""Steps that a database works on while the next are written."""

import ibis
import pytest

from rxladder.rules.bulk.kept import all_done, kept, listed, working_ahead


def test_a_step_has_the_rows_that_it_has_by_itself() -> None:
    backend = ibis.duckdb.connect()
    numbers = backend.create_table("numbers", {"n": range(100)})
    with working_ahead(backend):
        even = numbers.filter(numbers.n % 2 == 0).pipe(kept)
        tens = kept(even.filter(even.n % 5 == 0).mutate(tenth=even.n / 10))
        assert sorted(one["n"] for one in listed(tens)) == [*range(0, 100, 10)]
        names = {table for table in backend.list_tables() if table.startswith("step_")}
        assert len(names) == 2
        del even, tens
        listed(kept(numbers.limit(1)))
        assert not names & {*backend.list_tables()}, "nothing refers to them"


def test_what_fails_is_told_when_it_is_asked_for() -> None:
    backend = ibis.duckdb.connect()
    words = backend.create_table("words", {"word": ["one"]})
    with working_ahead(backend):
        kept(kept(words.select(n=words.word.cast("int64"))).select(m=ibis.literal(1)))
        with pytest.raises(Exception, match="Could not convert string 'one'"):
            all_done()
    assert listed(words) == [{"word": "one"}], "the database can still be asked"
