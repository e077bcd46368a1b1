-- Who may open which file changes only here. Every function checks who asks, for whom, and conflict.
GRANT CREATE ON SCHEMA public TO rjcase_definer;
GRANT SELECT ON auth_permission, django_content_type TO rjcase_definer;

-- The next number of a scheme's own counter. Called by other functions only.
CREATE FUNCTION next_number(counter text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare n bigint;
begin
  insert into cases_counter (id, scheme_id, name, value) values (uuidv7(), ctx_scheme(), counter, 1)
    on conflict (scheme_id, name) do update set value = cases_counter.value + 1
    returning value into n;
  return n;
end $$;

-- The reference of a new case; the rule is that of rjcase.kernel.references.
CREATE FUNCTION next_case_reference() RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare
  y int := extract(year from now() at time zone 'Europe/London');
  n bigint := next_number('case ' || y);
  prefix text;
begin
  select s.prefix into prefix from tenancy_scheme s where s.id = ctx_scheme();
  return prefix || '-' || y || '-' || lpad(n::text, greatest(4, length(n::text)), '0') || '-'
    || substr('ZABCDEFGHJKLMNPQRTUVWXY', (((y % 100) * 1000000 + n) % 23 + 1)::int, 1);
end $$;

CREATE FUNCTION is_live_member(who bigint, any_of text[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
  select exists (
    select 1 from access_membership m
    where m.scheme_id = ctx_scheme() and m.user_id = who and m.roles::text[] && any_of
      and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date))
$$;

-- Insert or renew one verb on one file. Called by other functions only.
CREATE FUNCTION put_grant(the_file uuid, to_user bigint, the_verb int, the_kind text, the_reason text, the_until date)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
begin
  insert into cases_filegrant (id, scheme_id, user_id, permission_id, content_object_id, case_id, side,
                               verb, kind, reason, since, until, given_by_id, given_at)
  select uuidv7(), f.scheme_id, to_user, p.id, f.id, f.case_id, f.side,
         the_verb, the_kind, the_reason, current_date, the_until, nullif(ctx_user(), 0), now()
  from cases_file f, auth_permission p join django_content_type t on t.id = p.content_type_id
  where f.scheme_id = ctx_scheme() and f.id = the_file and t.app_label = 'cases' and t.model = 'file'
    and p.codename = (array['view_file', 'change_file', 'disclose_file'])[the_verb]
  on conflict (scheme_id, user_id, content_object_id, verb) do update
    set kind = excluded.kind, reason = excluded.reason, since = excluded.since, until = excluded.until,
        given_by_id = excluded.given_by_id, given_at = excluded.given_at;
end $$;

-- Give a person of the scheme a file up to a verb (1 view, 2 change, 3 disclose). The RJ office only.
CREATE FUNCTION grant_file(the_file uuid, to_user bigint, the_verb int, the_kind text, the_reason text, the_until date)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare f record;
begin
  if ctx_scope() is distinct from 'office' or ctx_file() is not null then
    raise exception 'only the RJ office gives access to a file' using errcode = '42501';
  end if;
  select * into f from cases_file where scheme_id = ctx_scheme() and id = the_file;
  if f is null then raise exception 'there is no such file' using errcode = 'P0002'; end if;
  if not is_live_member(to_user, array['facilitator', 'volunteer', 'supervisor', 'liaison']) then
    raise exception 'this person cannot be given a file in this scheme' using errcode = '23514';
  end if;
  if the_verb not between 1 and 3 or coalesce(the_reason, '') = '' then
    raise exception 'a grant needs a verb and a reason' using errcode = '23514';
  end if;
  if the_kind = 'liaison' then
    if the_until is null then raise exception 'a liaison''s access needs an end date' using errcode = '23514'; end if;
    if f.kind <> 'party' then raise exception 'a liaison is given a party''s file only' using errcode = '23514'; end if;
    if exists (select 1 from cases_filegrant g where g.scheme_id = ctx_scheme() and g.user_id = to_user
               and g.case_id = f.case_id and g.side <> f.side and (g.until is null or g.until >= current_date)) then
      raise exception 'this person already holds the other side' using errcode = '23514';
    end if;
  elsif not is_live_member(to_user, array['facilitator', 'volunteer', 'supervisor']) then
    raise exception 'this person cannot work cases in this scheme' using errcode = '23514';
  end if;
  for v in 1 .. the_verb loop
    perform put_grant(the_file, to_user, v, the_kind, the_reason, the_until);
  end loop;
end $$;

-- End a person's access to a file at once. The RJ office only.
CREATE FUNCTION end_grant(the_file uuid, of_user bigint, the_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
begin
  if ctx_scope() is distinct from 'office' or ctx_file() is not null then
    raise exception 'only the RJ office ends access to a file' using errcode = '42501';
  end if;
  update cases_filegrant set until = current_date - 1, reason = the_reason, given_by_id = nullif(ctx_user(), 0)
    where scheme_id = ctx_scheme() and content_object_id = the_file and user_id = of_user
      and (until is null or until >= current_date);
end $$;

-- Give an accepted allocation the files of its sides. Called by other functions only.
CREATE FUNCTION grant_allocation(the_allocation uuid, one_file uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare a record; f record;
begin
  select * into a from cases_allocation where scheme_id = ctx_scheme() and id = the_allocation;
  for f in select * from cases_file where scheme_id = ctx_scheme() and case_id = a.case_id
           and (one_file is null or id = one_file)
           and (a.sides = 'both' or (kind = 'party' and side in (a.sides, 'neutral'))) loop
    for v in 1 .. 3 loop
      perform put_grant(f.id, a.user_id, v, 'allocation', 'Allocated to the case', null);
    end loop;
  end loop;
end $$;

-- Offer a case to a facilitator. The RJ office only.
CREATE FUNCTION offer_case(new_id uuid, the_case uuid, to_user bigint, lead boolean, the_sides text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
begin
  if ctx_scope() is distinct from 'office' or ctx_file() is not null then
    raise exception 'only the RJ office allocates' using errcode = '42501';
  end if;
  if not is_live_member(to_user, array['facilitator', 'volunteer']) then
    raise exception 'this person is not a facilitator of this scheme' using errcode = '23514';
  end if;
  if exists (select 1 from cases_allocation where scheme_id = ctx_scheme() and case_id = the_case
             and user_id = to_user and state = 'conflict') then
    raise exception 'this person declared a conflict of interest' using errcode = '23514';
  end if;
  insert into cases_allocation (id, scheme_id, case_id, user_id, is_lead, sides, state, offered_by_id, offered_at, note)
    values (new_id, ctx_scheme(), the_case, to_user, lead, the_sides, 'offered', nullif(ctx_user(), 0), now(), '');
end $$;

-- The names in an offered case, so that the person asked can say whether they know anybody. Only
-- while the offer is open, only to that person; the caller logs the read.
CREATE FUNCTION offered_names(the_allocation uuid) RETURNS TABLE (file uuid, role text, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
  select f.id, p.role, trim(i.given_names || ' ' || i.family_name || ' ' || i.organisation)
  from cases_allocation a
  join cases_file f on f.scheme_id = a.scheme_id and f.case_id = a.case_id and f.kind = 'party'
  join cases_party p on p.scheme_id = f.scheme_id and p.id = f.party_id
  left join cases_identity i on i.scheme_id = f.scheme_id and i.file_id = f.id
  where a.scheme_id = ctx_scheme() and a.id = the_allocation and a.user_id = ctx_user()
    and a.state = 'offered' and ctx_file() is null
    and is_live_member(a.user_id, array['facilitator', 'volunteer'])
  order by p.role, p.number
$$;

-- Answer an offer made to me: accepted (and the files open), declined, or conflict.
CREATE FUNCTION answer_offer(the_allocation uuid, answer text, the_note text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare a record;
begin
  select * into a from cases_allocation
    where scheme_id = ctx_scheme() and id = the_allocation and user_id = ctx_user() for update;
  if a is null or answer not in ('accepted', 'declined', 'conflict') or ctx_file() is not null
     or not is_live_member(ctx_user(), array['facilitator', 'volunteer']) then
    raise exception 'there is no such offer to you' using errcode = '42501';
  end if;
  if a.state <> 'offered' then return a.state; end if;
  update cases_allocation set state = answer, answered_at = now(), note = coalesce(the_note, '')
    where scheme_id = a.scheme_id and id = a.id;
  if answer = 'accepted' then perform grant_allocation(a.id, null); end if;
  return answer;
end $$;

-- End an allocation, or take an open offer back; what it granted ends at once. The RJ office only.
CREATE FUNCTION end_allocation(the_allocation uuid, the_note text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare a record;
begin
  if ctx_scope() is distinct from 'office' or ctx_file() is not null then
    raise exception 'only the RJ office ends an allocation' using errcode = '42501';
  end if;
  select * into a from cases_allocation where scheme_id = ctx_scheme() and id = the_allocation for update;
  update cases_allocation set note = coalesce(the_note, ''), ended_at = now(),
    state = case when a.state = 'offered' then 'withdrawn' else 'ended' end
    where scheme_id = a.scheme_id and id = a.id and state in ('offered', 'accepted');
  update cases_filegrant set until = current_date - 1
    where scheme_id = a.scheme_id and case_id = a.case_id and user_id = a.user_id and kind = 'allocation'
      and (until is null or until >= current_date);
end $$;

-- May the acting person open something on this side of this case? The office may; a worker with
-- change rights on a file of that side may; the neutral side asks for both.
CREATE FUNCTION may_open(in_case uuid, on_side text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
  select ctx_file() is null and (ctx_scope() = 'office' or (
    select count(distinct g.side) from cases_filegrant g
    where g.scheme_id = ctx_scheme() and g.user_id = ctx_user() and g.case_id = in_case and g.verb = 2
      and g.since <= current_date and (g.until is null or g.until >= current_date)
      and g.side in ('harmed', 'responsible') and (on_side = 'neutral' or g.side = on_side)
  ) >= case when on_side = 'neutral' then 2 else 1 end)
$$;

-- Add a party and open its file; everyone allocated to that side gets it.
CREATE FUNCTION open_party(new_party uuid, new_file uuid, in_case uuid, the_role text, the_side text, supported uuid)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare a record;
begin
  if not coalesce(may_open(in_case, the_side), false) then
    raise exception 'you may not add a person on this side of the case' using errcode = '42501';
  end if;
  perform 1 from cases_case where scheme_id = ctx_scheme() and id = in_case for update;
  insert into cases_party (id, scheme_id, case_id, role, side, number, supports_id)
    select new_party, ctx_scheme(), in_case, the_role, the_side, coalesce(max(number), 0) + 1, supported
    from cases_party where scheme_id = ctx_scheme() and case_id = in_case and role = the_role;
  insert into cases_file (id, scheme_id, case_id, kind, party_id, side, opened_at)
    values (new_file, ctx_scheme(), in_case, 'party', new_party, the_side, now());
  for a in select id from cases_allocation where scheme_id = ctx_scheme() and case_id = in_case and state = 'accepted' loop
    perform grant_allocation(a.id, new_file);
  end loop;
end $$;

-- Open a joint file; everyone allocated to both sides gets it.
CREATE FUNCTION open_joint(new_file uuid, in_case uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare a record;
begin
  if not coalesce(may_open(in_case, 'neutral'), false) then
    raise exception 'you may not open a joint file in this case' using errcode = '42501';
  end if;
  insert into cases_file (id, scheme_id, case_id, kind, party_id, side, opened_at)
    values (new_file, ctx_scheme(), in_case, 'joint', null, 'neutral', now());
  for a in select id from cases_allocation where scheme_id = ctx_scheme() and case_id = in_case and state = 'accepted' loop
    perform grant_allocation(a.id, new_file);
  end loop;
end $$;

DO $own$ declare f text; begin
  foreach f in array array[
    'next_number(text)', 'next_case_reference()', 'is_live_member(bigint, text[])',
    'put_grant(uuid, bigint, int, text, text, date)', 'grant_allocation(uuid, uuid)',
    'may_open(uuid, text)', 'grant_file(uuid, bigint, int, text, text, date)',
    'end_grant(uuid, bigint, text)', 'offer_case(uuid, uuid, bigint, boolean, text)',
    'offered_names(uuid)', 'answer_offer(uuid, text, text)', 'end_allocation(uuid, text)',
    'open_party(uuid, uuid, uuid, text, text, uuid)', 'open_joint(uuid, uuid)'] loop
    execute format('ALTER FUNCTION %s OWNER TO rjcase_definer', f);
    set local role rjcase_definer;
    execute format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    set local role rjcase_owner;
  end loop;
  foreach f in array array[
    'may_open(uuid, text)', 'grant_file(uuid, bigint, int, text, text, date)',
    'end_grant(uuid, bigint, text)', 'offer_case(uuid, uuid, bigint, boolean, text)',
    'offered_names(uuid)', 'answer_offer(uuid, text, text)', 'end_allocation(uuid, text)',
    'open_party(uuid, uuid, uuid, text, text, uuid)', 'open_joint(uuid, uuid)'] loop
    set local role rjcase_definer;
    execute format('GRANT EXECUTE ON FUNCTION %s TO rjcase_web, rjcase_worker', f);
    set local role rjcase_owner;
  end loop;
end $own$;

REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
