-- Checks of people are written here alone: a manager records and withdraws them, never their own. The
-- only manager of a scheme may record their own by the name of somebody outside who saw it. The system
-- records those of made-up people.
GRANT CREATE ON SCHEMA public TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;

-- May the acting person say something about this person's check? With nobody else to ask, a name outside.
CREATE FUNCTION may_vet(who bigint, outside text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
  select ctx_file() is null and (ctx_scope() = 'system' or (
    ctx_scope() = 'office'
    and exists (
      select 1 from access_membership m where m.scheme_id = ctx_scheme() and m.user_id = ctx_user()
        and 'manager' = any (m.roles::text[]) and m.starts_on <= current_date
        and (m.ends_on is null or m.ends_on >= current_date))
    and (who <> ctx_user() or (coalesce(outside, '') <> '' and not exists (
      select 1 from access_membership m join access_user u on u.id = m.user_id and u.is_active
      where m.scheme_id = ctx_scheme() and m.user_id <> who and 'manager' = any (m.roles::text[])
        and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date))))))
$$;

-- Record a check. The same one twice is once.
CREATE FUNCTION record_check(new_id uuid, who bigint, the_kind text, issued date, number_end text,
                             by_employer text, renewal date, outside text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare found uuid;
begin
  if not coalesce(may_vet(who, outside), false) then
    raise exception 'another manager records this check' using errcode = '42501';
  end if;
  if not exists (select 1 from access_membership m where m.scheme_id = ctx_scheme() and m.user_id = who) then
    raise exception 'this person is not in the scheme' using errcode = '23514';
  end if;
  if the_kind not in ('dbs', 'employer') or issued > current_date or renewal < issued then
    raise exception 'a check was issued by today and is good until a later day' using errcode = '23514';
  end if;
  if the_kind = 'employer' and coalesce(by_employer, '') = '' then
    raise exception 'a statement names the employer' using errcode = '23514';
  end if;
  insert into practitioners_vettingcheck (id, scheme_id, user_id, kind, issued_on, number_end, employer,
      expires_on, verified_by_id, outside_verifier, verified_on, withdrawn_reason, recorded_at)
    values (new_id, ctx_scheme(), who, the_kind, issued, coalesce(record_check.number_end, ''),
      coalesce(by_employer, ''), renewal, nullif(ctx_user(), 0), coalesce(outside, ''), current_date, '', now())
    on conflict do nothing returning id into found;
  return found;
end $$;

-- Withdraw a check that was recorded in error or holds no longer.
CREATE FUNCTION withdraw_check(the_check uuid, the_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare c record;
begin
  select * into c from practitioners_vettingcheck where scheme_id = ctx_scheme() and id = the_check for update;
  if c is null or not coalesce(may_vet(c.user_id, ''), false) or coalesce(the_reason, '') = '' then
    raise exception 'another manager withdraws this check, with a reason' using errcode = '42501';
  end if;
  update practitioners_vettingcheck
    set withdrawn_at = now(), withdrawn_by_id = nullif(ctx_user(), 0), withdrawn_reason = the_reason
    where scheme_id = c.scheme_id and id = c.id and withdrawn_at is null;
end $$;

REVOKE ALL ON FUNCTION may_vet(bigint, text), withdraw_check(uuid, text),
  record_check(uuid, bigint, text, date, text, text, date, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION withdraw_check(uuid, text),
  record_check(uuid, bigint, text, date, text, text, date, text) TO rjcase_web, rjcase_worker;
SET LOCAL ROLE rjcase_owner;
REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
