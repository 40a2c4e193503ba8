"""Full-text search over entries: FTS5 beside the table on SQLite, a column with an index on PostgreSQL.

Both fold case and accents, take letters and digits as words, and know no stop words and no stems, so that a
search finds the same on both. SQLite's triggers are lost when Django makes a table anew to change a column: a
migration that alters `Entry` must make SQLITE_TRIGGERS again at its end.
"""

from django.db import migrations

_IN = "INSERT INTO trends_entry_words(rowid, title, text) VALUES (new.id, new.title, new.text);"
_OUT = (
    "INSERT INTO trends_entry_words(trends_entry_words, rowid, title, text)"
    " VALUES ('delete', old.id, old.title, old.text);"
)
SQLITE_TRIGGERS = (
    f"CREATE TRIGGER trends_entry_words_new AFTER INSERT ON trends_entry BEGIN {_IN} END",
    f"CREATE TRIGGER trends_entry_words_gone AFTER DELETE ON trends_entry BEGIN {_OUT} END",
    "CREATE TRIGGER trends_entry_words_changed AFTER UPDATE OF title, text ON trends_entry"
    f" BEGIN {_OUT} {_IN} END",
)
SQLITE = (
    "CREATE VIRTUAL TABLE trends_entry_words USING fts5(title, text, content='trends_entry',"
    " content_rowid='id', tokenize=\"unicode61 remove_diacritics 2\", prefix='4')",
    *SQLITE_TRIGGERS,
)
SQLITE_BACK = (
    "DROP TRIGGER trends_entry_words_new",
    "DROP TRIGGER trends_entry_words_gone",
    "DROP TRIGGER trends_entry_words_changed",
    "DROP TABLE trends_entry_words",
)
# Punctuation is parted from words before the parser sees it: it would take "fda.gov" for one word.
POSTGRESQL = (
    r"""ALTER TABLE trends_entry ADD COLUMN words tsvector GENERATED ALWAYS AS (
      to_tsvector('simple', regexp_replace(
        regexp_replace(normalize(title || ' ' || text, NFKD), '[\u0300-\u036f]', '', 'g'),
        '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f]+', ' ', 'g'))
    ) STORED""",
    "CREATE INDEX trends_entry_words ON trends_entry USING gin (words)",
)
POSTGRESQL_BACK = ("ALTER TABLE trends_entry DROP COLUMN words",)


def _run(of_sqlite, of_postgresql):
    def run(_apps, editor):
        for statement in of_sqlite if editor.connection.vendor == "sqlite" else of_postgresql:
            editor.execute(statement, params=None)

    return run


class Migration(migrations.Migration):
    dependencies = [("trends", "0001_initial")]
    operations = [migrations.RunPython(_run(SQLITE, POSTGRESQL), _run(SQLITE_BACK, POSTGRESQL_BACK))]
