"""The log can only grow: the database itself refuses to change or delete a line, whoever asks.

Lines of made-up teams go with them. What empties a whole table of a database is refused too while it holds a
real line.
"""

from django.db import migrations

TABLE = "team_logentry"
SQLITE = [
    f"""CREATE TRIGGER team_log_no_update BEFORE UPDATE ON {TABLE}
    BEGIN SELECT RAISE(ABORT, 'the log of a team can only grow'); END""",
    f"""CREATE TRIGGER team_log_no_delete BEFORE DELETE ON {TABLE} WHEN OLD.example = 0
    BEGIN SELECT RAISE(ABORT, 'the log of a team can only grow'); END""",
]
# REPLACE deletes without telling the trigger unless recursive triggers are on: a line's number is refused twice.
SQLITE += [
    f"""CREATE TRIGGER team_log_no_replace BEFORE INSERT ON {TABLE}
    WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id
                 OR (organisation = NEW.organisation AND number = NEW.number))
    BEGIN SELECT RAISE(ABORT, 'the log of a team can only grow'); END"""
]
POSTGRESQL = [
    """CREATE FUNCTION team_log_refuses() RETURNS trigger AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND OLD.example THEN RETURN OLD; END IF;
        RAISE EXCEPTION 'the log of a team can only grow';
    END; $$ LANGUAGE plpgsql""",
    f"""CREATE FUNCTION team_log_keeps() RETURNS trigger AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM {TABLE} WHERE NOT example) THEN
            RAISE EXCEPTION 'the log of a team can only grow';
        END IF;
        RETURN NULL;
    END; $$ LANGUAGE plpgsql""",
    f"""CREATE TRIGGER team_log_only_grows BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION team_log_refuses()""",
    f"""CREATE TRIGGER team_log_stays BEFORE TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION team_log_keeps()""",
]
UNDO = {
    "sqlite": [
        "DROP TRIGGER team_log_no_update",
        "DROP TRIGGER team_log_no_delete",
        "DROP TRIGGER team_log_no_replace",
    ],
    "postgresql": [
        f"DROP TRIGGER team_log_only_grows ON {TABLE}",
        f"DROP TRIGGER team_log_stays ON {TABLE}",
        "DROP FUNCTION team_log_refuses()",
        "DROP FUNCTION team_log_keeps()",
    ],
}


def guard(_apps, editor):
    wanted = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
    for statement in wanted[editor.connection.vendor]:
        editor.execute(statement)


def unguard(_apps, editor):
    for statement in UNDO[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("team", "0001_initial")]

    operations = [migrations.RunPython(guard, unguard)]
