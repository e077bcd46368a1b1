-- Accepting an invitation: whoever holds the link may see whom it is for, and join, once.
GRANT CREATE ON SCHEMA public TO rjcase_definer;

CREATE FUNCTION invitation_for(the_digest text) RETURNS TABLE (email text, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
  select i.email::text, i.name::text from access_invitation i
  where i.scheme_id = ctx_scheme() and i.digest = the_digest and i.accepted_at is null
    and i.withdrawn_at is null and i.expires_at > now()
$$;

-- Makes the invited account a member with the invited roles. The account must be the invited one.
CREATE FUNCTION accept_invitation(the_digest text, the_user bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare i record;
begin
  select * into i from access_invitation where scheme_id = ctx_scheme() and digest = the_digest
    and accepted_at is null and withdrawn_at is null and expires_at > now() for update;
  if i is null or not exists (select 1 from access_user u where u.id = the_user
                              and lower(u.email) = lower(i.email) and u.is_active) then
    return false;
  end if;
  insert into access_membership (id, scheme_id, user_id, roles, job_title, phone, starts_on)
    values (uuidv7(), ctx_scheme(), the_user, i.roles, '', '', current_date)
    on conflict (scheme_id, user_id) do update set roles = excluded.roles, starts_on = current_date, ends_on = null;
  update access_invitation set accepted_at = now() where scheme_id = i.scheme_id and id = i.id;
  return true;
end $$;

DO $own$ declare f text; begin
  foreach f in array array['invitation_for(text)', 'accept_invitation(text, bigint)'] loop
    execute format('ALTER FUNCTION %s OWNER TO rjcase_definer', f);
    set local role rjcase_definer;
    execute format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    execute format('GRANT EXECUTE ON FUNCTION %s TO rjcase_web, rjcase_worker', f);
    set local role rjcase_owner;
  end loop;
end $own$;

REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
