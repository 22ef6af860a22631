"""Triggers that keep a published version as it is, whoever writes the SQL."""

TABLES = {
    "protocols_protocolversion": "OLD.id",
    "protocols_section": "OLD.version_id",
    "protocols_question": "OLD.version_id",
}
REFUSAL = "A published version of a question set never changes."
IS_PUBLISHED = (
    "EXISTS (SELECT 1 FROM protocols_protocolversion AS published "
    "WHERE published.id = {owner} AND published.published_at IS NOT NULL)"
)


def create(connection) -> None:
    with connection.cursor() as cursor:
        for table, owner in TABLES.items():
            cursor.execute(_statement(connection.vendor, table, owner))


def drop(connection) -> None:
    on_table = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for table in TABLES:
            where = f" ON {table}" if on_table else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_stays{where}")


def _statement(vendor: str, table: str, owner: str) -> str:
    when = IS_PUBLISHED.format(owner=owner)
    head = f"CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table}"
    if vendor == "postgresql":
        # PostgreSQL allows no subquery in WHEN, so the function asks.
        return (
            f"CREATE OR REPLACE FUNCTION {table}_stays() "
            f"RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {when} THEN "
            f"RAISE EXCEPTION '{REFUSAL}' "
            "USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            f"RETURN NEW; END $$; {head} FOR EACH ROW "
            f"EXECUTE FUNCTION {table}_stays()"
        )
    return f"{head} WHEN {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
