"""Reads the catalogue of the live database and says where a wall is missing.

Each check is a query that returns one sentence per fault; nothing is a sound installation.
"""

from typing import Any

from rjcase.tenancy.declarations import CompositeForeignKey, Wall
from rjcase.tenancy.registry import SCHEME_TABLES
from rjcase.tenancy.walls import standing_digests

PROCESS_ROLES = ("rjcase_web", "rjcase_worker", "rjcase_sched")
ROLE_LIST = ", ".join(f"'{role}'" for role in PROCESS_ROLES)

# Tables that belong to no scheme, each for a reason: accounts, factors and sessions are read before a
# scheme is open, the rest is Django's own bookkeeping or stays empty (guardian's generic tables).
GLOBAL_TABLES = frozenset(
    {
        "access_accountchange",
        "access_accountmail",
        "access_signin",
        "access_throttle",
        "access_user",
        "access_user_groups",
        "access_user_user_permissions",
        "account_emailaddress",
        "account_emailconfirmation",
        "auth_group",
        "auth_group_permissions",
        "auth_permission",
        "context_key",
        "django_content_type",
        "django_migrations",
        "django_session",
        "guardian_groupobjectpermission",
        "guardian_userobjectpermission",
        "mfa_authenticator",
        "pghistory_context",
        "tenancy_scheme",
    }
)

CHECKS: dict[str, str] = {
    "process roles are nobody special": f"""
        select format('%s may bypass the walls, make roles or is a superuser', rolname) from pg_roles
        where rolname in ({ROLE_LIST})
          and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)""",
    "process roles are members of nothing": f"""
        select format('%s is a member of %s', m.rolname, r.rolname) from pg_auth_members a
        join pg_roles m on m.oid = a.member join pg_roles r on r.oid = a.roleid
        where m.rolname in ({ROLE_LIST}, 'rjcase_ops')""",
    "process roles own nothing": f"""
        select format('%s owns %s', r.rolname, c.relname) from pg_class c join pg_roles r on r.oid = c.relowner
        where r.rolname in ({ROLE_LIST}, 'rjcase_ops') and c.relnamespace = 'public'::regnamespace""",
    "process roles make nothing": f"""
        select format('%s may create in the schema', r.rolname) from pg_roles r
        where r.rolname in ({ROLE_LIST}) and has_schema_privilege(r.oid, 'public', 'CREATE')
        union all
        select format('%s may make temporary tables', r.rolname) from pg_roles r
        where r.rolname in ({ROLE_LIST}) and has_database_privilege(r.oid, current_database(), 'TEMP')""",
    "process roles truncate, refer and trigger nothing": f"""
        select format('%s has %s on %s', r.rolname, verb, c.relname)
        from pg_class c, pg_roles r, unnest(array['TRUNCATE', 'REFERENCES', 'TRIGGER']) verb
        where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
          and r.rolname in ({ROLE_LIST}) and has_table_privilege(r.oid, c.oid, verb)""",
    "scheme tables force row-level security": """
        select format('%s does not force row-level security', relname) from scheme_tables
        where not (relrowsecurity and relforcerowsecurity)""",
    "scheme tables have their wall": """
        select format('%s has no wall for %s', t.relname, role) from scheme_tables t,
          unnest(array['rjcase_web', 'rjcase_worker', 'rjcase_owner']) role
        where not exists (select 1 from pg_policies p where p.schemaname = 'public' and p.tablename = t.relname
          and p.permissive = 'RESTRICTIVE' and p.cmd = 'ALL' and role::name = any (p.roles)
          and p.qual like '%ctx_scheme()%' and p.with_check like '%ctx_scheme()%')""",
    "scheme tables have policies under the wall": """
        select format('%s has no policy under its wall', t.relname) from scheme_tables t
        where not exists (select 1 from pg_policies p where p.schemaname = 'public' and p.tablename = t.relname
          and p.permissive = 'PERMISSIVE' and 'rjcase_web'::name = any (p.roles))""",
    "no policy lets a login past its wall": """
        select format('%s: policy %s is for %s', p.tablename, p.policyname, r)
        from pg_policies p, unnest(p.roles) r
        where p.schemaname = 'public' and p.permissive = 'PERMISSIVE'
          and r not in ('rjcase_web', 'rjcase_worker', 'rjcase_owner', 'rjcase_definer')
          and not (r = 'rjcase_sched' and p.policyname = 'sched' and p.cmd = 'SELECT')""",
    "the sweep reads due rows only": """
        select format('rjcase_sched may read all of %s', relname) from scheme_tables
        where has_table_privilege('rjcase_sched', oid, 'SELECT')
           or has_any_column_privilege('rjcase_sched', oid, 'INSERT, UPDATE')""",
    "history is added to, never changed": f"""
        select format('%s may change history in %s', r.rolname, t.relname) from scheme_tables t, pg_roles r
        where t.relname like '%event' and r.rolname in ({ROLE_LIST})
          and exists (select 1 from pg_attribute a where a.attrelid = t.oid and a.attname = 'pgh_id')
          and (has_table_privilege(r.oid, t.oid, 'UPDATE') or has_table_privilege(r.oid, t.oid, 'DELETE'))""",
    "grants change through functions only": f"""
        select format('%s may write %s', r.rolname, t.relname) from scheme_tables t, pg_roles r
        where t.relname in ('cases_filegrant', 'cases_filegroupgrant') and r.rolname in ({ROLE_LIST})
          and (has_table_privilege(r.oid, t.oid, 'INSERT') or has_table_privilege(r.oid, t.oid, 'UPDATE')
               or has_table_privilege(r.oid, t.oid, 'DELETE'))""",
    "references carry the scheme": """
        select format('%s: %s can point into another scheme', t.relname, k.conname)
        from pg_constraint k join scheme_tables t on t.oid = k.conrelid
        join scheme_tables o on o.oid = k.confrelid
        where k.contype = 'f' and not exists (select 1 from pg_attribute a
          where a.attrelid = k.conrelid and a.attnum = any (k.conkey) and a.attname = 'scheme_id')""",
    "references were checked": """
        select format('%s: %s was never validated', t.relname, k.conname)
        from pg_constraint k join scheme_tables t on t.oid = k.conrelid
        where k.contype = 'f' and not k.convalidated""",
    "unique keys begin with the scheme": """
        select format('%s: %s does not begin with the scheme', t.relname, c.relname)
        from pg_index i join scheme_tables t on t.oid = i.indrelid join pg_class c on c.oid = i.indexrelid
        join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
        where i.indisunique and not i.indisprimary and a.attname <> 'scheme_id'""",
    "views ask as the one who looks": """
        select format('%s shows rows with its owner''s rights', relname) from pg_class
        where relnamespace = 'public'::regnamespace and (relkind = 'm' or (relkind = 'v'
          and not coalesce(array_to_string(reloptions, ',') ~ 'security_invoker=(true|on|1)', false)))""",
    "functions that lend rights are fixed and named": """
        select format('%s may be called by everybody', p.oid::regprocedure) from pg_proc p
        where p.pronamespace = 'public'::regnamespace and p.prosecdef
          and (p.proacl is null or exists (select 1 from aclexplode(p.proacl) x where x.grantee = 0))
        union all
        select format('%s has no fixed search_path', p.oid::regprocedure) from pg_proc p
        where p.pronamespace = 'public'::regnamespace and p.prosecdef
          and not coalesce(array_to_string(p.proconfig, ',') like '%search_path=%', false)
        union all
        select format('%s lends the rights of %s', p.oid::regprocedure, r.rolname) from pg_proc p
        join pg_roles r on r.oid = p.proowner
        where p.pronamespace = 'public'::regnamespace and p.prosecdef and r.rolname <> 'rjcase_definer'""",
}

WITH_SCHEME_TABLES = """with scheme_tables as (
    select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity from pg_class c
    where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
      and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'scheme_id'
                  and not a.attisdropped)) """


def scheme_tables(connection: Any) -> list[str]:
    """Return every table of the live database that carries a scheme."""
    with connection.cursor() as cursor:
        cursor.execute(WITH_SCHEME_TABLES + "select relname from scheme_tables order by 1")
        return [row[0] for row in cursor.fetchall()]


def faults(connection: Any) -> list[str]:
    """Return every fault of the walls, one sentence each, naming the table, role or function."""
    found: list[str] = []
    with connection.cursor() as cursor:
        for query in CHECKS.values():
            cursor.execute(WITH_SCHEME_TABLES + query)
            found += [row[0] for row in cursor.fetchall()]
        found += _strangers(cursor) + _unkept_declarations(cursor)
    return found


def _strangers(cursor: Any) -> list[str]:
    """Tables that the program does not know to be a scheme's, or to be nobody's."""
    cursor.execute(
        WITH_SCHEME_TABLES + "select c.relname, s.oid is not null from pg_class c left join scheme_tables s"
        " on s.oid = c.oid where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace"
    )
    found = []
    for table, has_scheme in cursor.fetchall():
        if has_scheme and table not in SCHEME_TABLES:
            found.append(f"{table} carries a scheme but the ORM wall does not know it")
        elif not has_scheme and table not in GLOBAL_TABLES:
            found.append(f"{table} carries no scheme and is not listed as global")
    return found


def _unkept_declarations(cursor: Any) -> list[str]:
    """Walls and composite keys that models declare and the database does not have as declared."""
    digests = standing_digests(cursor)
    cursor.execute("select conname from pg_constraint where contype = 'f'")
    keys = {row[0] for row in cursor.fetchall()}
    cursor.execute("select tablename, policyname from pg_policies where schemaname = 'public'")
    policies = set(cursor.fetchall())
    found = []
    for table, model in SCHEME_TABLES.items():
        if model.__module__ == "__fake__":
            continue
        for item in model._meta.constraints:
            if isinstance(item, Wall) and digests.get(table) != item.digest(table):
                found.append(f"{table}: its wall is not the one declared (run manage.py migrate)")
            if isinstance(item, Wall) and item.also and (table, item.also) not in policies:
                found.append(f"{table}: the policy {item.also} is missing")
            if isinstance(item, CompositeForeignKey) and item.name not in keys:
                found.append(f"{table}: the key {item.name} is missing")
    return found
