"""Triggers that keep a published version as it is, whoever writes the SQL."""

# Which version a row belongs to, and what may not be done once it is published.
TABLES = {
    "protocols_protocolversion": ("id", ["UPDATE", "DELETE"]),
    "protocols_section": ("version_id", ["INSERT", "UPDATE", "DELETE"]),
    "protocols_question": ("version_id", ["INSERT", "UPDATE", "DELETE"]),
}
REFUSAL = "A published version of a question set never changes."
IS_PUBLISHED = (
    "EXISTS (SELECT 1 FROM protocols_protocolversion AS published "
    "WHERE published.id = {row}.{owner} AND published.published_at IS NOT NULL)"
)


def create(connection) -> None:
    make = _for_postgresql if connection.vendor == "postgresql" else _for_sqlite
    with connection.cursor() as cursor:
        for table, (owner, verbs) in TABLES.items():
            for verb in verbs:
                for statement in make(table, owner, verb):
                    cursor.execute(statement)


def drop(connection) -> None:
    on_table = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for table, (_owner, verbs) in TABLES.items():
            for verb in verbs:
                where = f" ON {table}" if on_table else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {_name(table, verb)}{where}")


def _name(table: str, verb: str) -> str:
    return f"{table}_no_{verb.lower()}"


def _when(owner: str, verb: str) -> str:
    return IS_PUBLISHED.format(row="NEW" if verb == "INSERT" else "OLD", owner=owner)


def _for_sqlite(table: str, owner: str, verb: str) -> list[str]:
    return [
        (
            f"CREATE TRIGGER {_name(table, verb)} BEFORE {verb} ON {table} "
            f"WHEN {_when(owner, verb)} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
    ]


def _for_postgresql(table: str, owner: str, verb: str) -> list[str]:
    """PostgreSQL allows no subquery in WHEN, so a function asks."""
    name = _name(table, verb)
    return [
        (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
            f"AS $$ BEGIN IF {_when(owner, verb)} THEN RAISE EXCEPTION '{REFUSAL}' "
            "USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            f"RETURN {'OLD' if verb == 'DELETE' else 'NEW'}; END $$"
        ),
        (
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        ),
    ]
