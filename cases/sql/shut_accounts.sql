-- Whoever's account is shut holds no grant and has no role, whatever the rows say; opened again, what nobody
-- ended is in force again. Accounts belong to the installation, so no trigger of a scheme sees them change:
-- whoever shuts one asks for its grants to be settled.
GRANT CREATE ON SCHEMA public TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;

CREATE OR REPLACE FUNCTION is_live_member(who bigint, any_of text[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
  select exists (
    select 1 from access_membership m join access_user u on u.id = m.user_id and u.is_active
    where m.scheme_id = ctx_scheme() and m.user_id = who and m.roles::text[] && any_of
      and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date))
$$;

-- The last day that account, membership and check allow, 'infinity' for no end, '-infinity' for not at all.
CREATE OR REPLACE FUNCTION allowed_until(who bigint, the_kind text) RETURNS date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
  select least(
    coalesce(checked_until(who, the_kind), '-infinity'::date),
    coalesce((select coalesce(m.ends_on, 'infinity'::date)
              from access_membership m join access_user u on u.id = m.user_id and u.is_active
              where m.scheme_id = ctx_scheme() and m.user_id = who
                and m.roles::text[] && kind_roles(the_kind)), '-infinity'::date))
$$;

-- Work out anew when a person's grants in the open scheme end. For the system and for managers.
CREATE FUNCTION settle_account(who bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
begin
  if ctx_file() is not null or not (ctx_scope() = 'system'
     or (ctx_scope() = 'office' and is_live_member(ctx_user(), array['manager']))) then
    raise exception 'only a manager shuts an account' using errcode = '42501';
  end if;
  perform settle_grants(who, null);
end $$;
REVOKE ALL ON FUNCTION settle_account(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION settle_account(bigint) TO rjcase_web, rjcase_worker;
SET LOCAL ROLE rjcase_owner;
REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
