-- Rights inside one database. Run as a superuser in template1 (so that test databases are born the
-- same) and in the database of RJCase; safe to run again. Needs roles.sql first.

revoke all on schema public from public;
grant all on schema public to rjcase_owner;
grant usage on schema public to rjcase_definer, rjcase_web, rjcase_worker, rjcase_sched, rjcase_ops;

-- A dump must be able to read what migrations make later.
alter default privileges for role rjcase_owner in schema public grant select on tables to rjcase_ops;
alter default privileges for role rjcase_owner in schema public grant select on sequences to rjcase_ops;
-- PostgreSQL lets everybody execute a new function; ours are granted by name.
alter default privileges for role rjcase_owner revoke execute on functions from public;
alter default privileges for role rjcase_definer revoke execute on functions from public;

do $$
begin
    execute format('revoke all on database %I from public', current_database());
    if not (select datistemplate from pg_database where datname = current_database()) then
        execute format(
            'grant connect on database %I to rjcase_migrator, rjcase_web, rjcase_worker, rjcase_sched, rjcase_ops',
            current_database());
    end if;
end $$;
