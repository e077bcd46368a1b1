-- The database roles of RJCase. Run as a superuser, once per PostgreSQL server; safe to run again.
-- Then run database.sql in template1 and in the database of RJCase itself.
--
-- On a server that others can reach give each login a password afterwards:
--   alter role rjcase_web password '...';   (and worker, sched, migrator, ops)

do $$
declare
    wanted text[] := array['rjcase_owner', 'rjcase_definer', 'rjcase_migrator', 'rjcase_web',
                           'rjcase_worker', 'rjcase_sched', 'rjcase_ops'];
    name text;
begin
    foreach name in array wanted loop
        if not exists (select from pg_roles where rolname = name) then
            execute format('create role %I', name);
        end if;
    end loop;
end $$;

-- Owns the schema; nobody signs in as it. It makes the test databases.
alter role rjcase_owner nologin createdb nosuperuser nocreaterole nobypassrls;
-- Owns the few functions that may do more than their caller.
alter role rjcase_definer nologin nosuperuser nocreatedb nocreaterole nobypassrls;
-- Migrations sign in as this one and become the owner; no running process uses it.
alter role rjcase_migrator login noinherit createdb nosuperuser nocreaterole nobypassrls;
-- The processes. They own nothing and are a member of nothing.
alter role rjcase_web login nosuperuser nocreatedb nocreaterole nobypassrls;
alter role rjcase_worker login nosuperuser nocreatedb nocreaterole nobypassrls;
alter role rjcase_sched login nosuperuser nocreatedb nocreaterole nobypassrls;
-- Dump and restore only, from an account of its own on the host.
alter role rjcase_ops login bypassrls nosuperuser nocreatedb nocreaterole;

grant rjcase_owner to rjcase_migrator;
grant rjcase_definer to rjcase_owner with inherit false, set true;

-- Works at login only, never on SET ROLE: so it stands on the migrator and not on the owner. A data
-- migration that forgot its scheme then fails instead of silently changing 0 rows.
alter role rjcase_migrator set row_security = off;

-- What people typed must not reach the server log, not even with an error.
do $$
declare
    name text;
begin
    foreach name in array array['rjcase_migrator', 'rjcase_web', 'rjcase_worker', 'rjcase_sched', 'rjcase_ops'] loop
        execute format('alter role %I set search_path = public, pg_temp', name);
        execute format('alter role %I set log_min_error_statement = panic', name);
        execute format('alter role %I set log_parameter_max_length = 0', name);
        execute format('alter role %I set log_parameter_max_length_on_error = 0', name);
        execute format('alter role %I set timezone = ''UTC''', name);
    end loop;
end $$;

-- The maintenance database is where test databases are created from; processes have no business there.
revoke all on database postgres from public;
grant connect on database postgres to rjcase_migrator;
