"""What the tests' PostgreSQL holds, row by row, and putting back what differs.

A whole copy of the database takes some 0.4 s; a test that commits changes a few
tables. Whoever changed more than rows (a column, a trigger, a setting) gets the copy.
"""

import contextlib
import io

from django.db import DatabaseError, transaction

# What a test may do to a database beyond its rows.
SHAPE = """
    SELECT md5(string_agg(line, E'\\n' ORDER BY line)) FROM (
        SELECT 'class ' || row(c.oid, c.relname, c.relkind, c.relowner, c.relacl,
            c.reloptions, c.relpersistence, c.relrowsecurity)::text AS line
            FROM pg_class c WHERE c.oid >= 16384 AND c.relkind <> 't'
        UNION ALL SELECT 'column ' || a::text FROM pg_attribute a
            WHERE a.attrelid >= 16384
        UNION ALL SELECT 'default ' || d::text FROM pg_attrdef d
        UNION ALL SELECT 'index ' || i::text FROM pg_index i
            WHERE i.indexrelid >= 16384
        UNION ALL SELECT 'constraint ' || c::text FROM pg_constraint c
            WHERE c.oid >= 16384
        UNION ALL SELECT 'trigger ' || t::text FROM pg_trigger t
        UNION ALL SELECT 'rule ' || r::text FROM pg_rewrite r WHERE r.oid >= 16384
        UNION ALL SELECT 'function ' || p::text FROM pg_proc p WHERE p.oid >= 16384
        UNION ALL SELECT 'type ' || t::text FROM pg_type t WHERE t.oid >= 16384
        UNION ALL SELECT 'schema ' || n::text FROM pg_namespace n
            WHERE n.nspname !~ '^pg_'
        UNION ALL SELECT 'extension ' || e::text FROM pg_extension e
        UNION ALL SELECT 'words ' || c::text FROM pg_ts_config c WHERE c.oid >= 16384
        UNION ALL SELECT 'reading ' || m::text FROM pg_ts_config_map m
            WHERE m.mapcfg >= 16384
        UNION ALL SELECT 'setting ' || s.setconfig::text FROM pg_db_role_setting s
            JOIN pg_database d ON d.oid = s.setdatabase
            WHERE d.datname = current_database()
    ) AS lines
"""
TABLES = """
    SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
    WHERE schemaname !~ '^pg_' AND schemaname <> 'information_schema' ORDER BY 1
"""
SEQUENCES = """
    SELECT format('%I.%I', schemaname, sequencename), start_value, last_value
    FROM pg_sequences
"""
# Waits for each: what somebody else still commits would come after us.
ALONE = """
    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND backend_type = 'client backend'
"""

_kept = {}


def keep(connection):
    """Remember all rows; only a superuser may put them past triggers and keys."""
    with _cursor(connection) as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            rows = {table: _rows(cursor, table) for table in _tables(cursor)}
            _kept[connection.alias] = _shape(cursor), rows, _sequences(cursor)


def put_back(connection):
    """Make each table what it was at ``keep``; False where that is not enough."""
    if connection.alias not in _kept:
        return False
    try:
        return _put_back(connection, *_kept[connection.alias])
    except (DatabaseError, connection.Database.Error):
        return False


def _put_back(connection, shape, rows, sequences):
    with _cursor(connection) as cursor:
        cursor.execute(ALONE)
        if not all(is_gone for (is_gone,) in cursor.fetchall()):
            return False
        if _shape(cursor) != shape:
            return False
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, before in rows.items():
            if _rows(cursor, table) != before:
                cursor.execute(f"DELETE FROM {table}")  # noqa: S608
                whole = io.BytesIO(b"".join(before))
                cursor.copy_expert(f"COPY {table} FROM STDIN", whole)
        for name, (start, last) in _changed(sequences, _sequences(cursor)):
            given = [name, last or start, last is not None]
            cursor.execute("SELECT setval(%s::regclass, %s, %s)", given)
    return True


@contextlib.contextmanager
def _cursor(connection):
    """A connection of its own: the test may have left anything in the other."""
    connection.close()
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        yield cursor
    connection.close()


def _tables(cursor):
    cursor.execute(TABLES)
    return [table for (table,) in cursor.fetchall()]


def _shape(cursor):
    cursor.execute(SHAPE)
    return cursor.fetchone()[0]


def _rows(cursor, table):
    whole = io.BytesIO()
    cursor.copy_expert(f"COPY {table} TO STDOUT", whole)
    return whole.getvalue().splitlines(keepends=True)


def _sequences(cursor):
    cursor.execute(SEQUENCES)
    return {name: (start, last) for name, start, last in cursor.fetchall()}


def _changed(before, now):
    return [(name, at) for name, at in before.items() if now.get(name) != at]
