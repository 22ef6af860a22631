"""The triggers that keep the record append-only, for each database.

The migration puts them up, and takes them away when it is undone; nothing and
nobody else may.
"""

TABLE = "record_event"
FUNCTION = "record_event_is_append_only"

# REPLACE deletes the old row without firing its delete trigger, hence the third.
SQLITE = {
    "record_event_no_update": """
        CREATE TRIGGER record_event_no_update BEFORE UPDATE ON record_event
        BEGIN SELECT RAISE(ABORT, 'The record is append-only.'); END
    """,
    "record_event_no_delete": """
        CREATE TRIGGER record_event_no_delete BEFORE DELETE ON record_event
        BEGIN SELECT RAISE(ABORT, 'The record is append-only.'); END
    """,
    "record_event_no_replace": """
        CREATE TRIGGER record_event_no_replace BEFORE INSERT ON record_event
        WHEN EXISTS (SELECT 1 FROM record_event WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'The record is append-only.'); END
    """,
}
POSTGRESQL_FUNCTION = """
    CREATE OR REPLACE FUNCTION record_event_is_append_only() RETURNS trigger AS $$
    BEGIN
        RAISE EXCEPTION 'The record is append-only.'
            USING ERRCODE = 'integrity_constraint_violation';
    END
    $$ LANGUAGE plpgsql
"""
POSTGRESQL = {
    "record_event_no_change": """
        CREATE TRIGGER record_event_no_change BEFORE UPDATE OR DELETE ON record_event
        FOR EACH ROW EXECUTE FUNCTION record_event_is_append_only()
    """,
    "record_event_no_truncate": """
        CREATE TRIGGER record_event_no_truncate BEFORE TRUNCATE ON record_event
        FOR EACH STATEMENT EXECUTE FUNCTION record_event_is_append_only()
    """,
}


def create(connection):
    """Put the triggers up."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for statement in _triggers(connection).values():
            cursor.execute(statement)


def drop(connection):
    """Take the triggers away, for undoing the migration."""
    on_table = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in _triggers(connection):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP FUNCTION IF EXISTS {FUNCTION}()")


def _triggers(connection):
    return POSTGRESQL if connection.vendor == "postgresql" else SQLITE
