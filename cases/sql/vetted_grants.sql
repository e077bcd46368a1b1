-- Every way into a file, once more: a grant is asked for until a day (`asked_until`) and is in force until
-- the earliest of that day, the last day of the membership, the day the person's check runs out and, in a
-- closed case, the scheme's days after closure (`until`, which alone the policies read). `until` is worked
-- out again whenever one of these changes, so that no sweep is needed and a renewed check opens again what
-- nobody ended.
GRANT CREATE ON SCHEMA public TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;

-- The roles that a person needs one of to hold a grant of this kind.
CREATE FUNCTION kind_roles(the_kind text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  select case
    when the_kind in ('allocation', 'co_facilitation', 'cover') then array['facilitator', 'volunteer']
    when the_kind = 'supervision' then array['facilitator', 'volunteer', 'supervisor']
    else array['liaison'] end
$$;

-- The last day on which a check lets this person hold a grant of this kind; null if none does (WM-7-06).
CREATE FUNCTION checked_until(who bigint, the_kind text) RETURNS date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
  select max(c.expires_on) from practitioners_vettingcheck c
  where c.scheme_id = ctx_scheme() and c.user_id = who and c.withdrawn_at is null
    and (c.kind in ('dbs', 'grace') or (c.kind = 'employer' and kind_roles(the_kind) = array['liaison']))
$$;

-- The last day that membership and check allow, 'infinity' for no end, '-infinity' for not at all.
CREATE FUNCTION allowed_until(who bigint, the_kind text) RETURNS date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
  select least(
    coalesce(checked_until(who, the_kind), '-infinity'::date),
    coalesce((select coalesce(m.ends_on, 'infinity'::date) from access_membership m
              where m.scheme_id = ctx_scheme() and m.user_id = who
                and m.roles::text[] && kind_roles(the_kind)), '-infinity'::date))
$$;

-- The last day of a grant: what was asked for, cut by what is allowed. Never before yesterday.
CREATE FUNCTION grant_end(asked date, allowed date, closes date) RETURNS date LANGUAGE sql STABLE AS $$
  select case when g.day = 'infinity' then null else greatest(g.day, current_date - 1) end
  from (select least(coalesce(asked, 'infinity'::date), allowed, coalesce(closes, 'infinity'::date)) as day) g
$$;

-- Work out anew when the grants of a person, or of everybody in a case, end. What has ended and still
-- would keeps its day.
CREATE FUNCTION settle_grants(of_user bigint, in_case uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
begin
  with limits as (
    select k.user_id, k.kind, allowed_until(k.user_id, k.kind) as day
    from (select distinct g.user_id, g.kind from cases_filegrant g where g.scheme_id = ctx_scheme()
            and (of_user is null or g.user_id = of_user) and (in_case is null or g.case_id = in_case)) k),
  ends as (
    select g.id, grant_end(g.asked_until, l.day, c.access_until) as day
    from cases_filegrant g join limits l on l.user_id = g.user_id and l.kind = g.kind
    join cases_case c on c.scheme_id = g.scheme_id and c.id = g.case_id
    where g.scheme_id = ctx_scheme() and (in_case is null or g.case_id = in_case))
  update cases_filegrant g set until = e.day from ends e
  where g.scheme_id = ctx_scheme() and g.id = e.id and g.until is distinct from e.day
    and not (coalesce(g.until, 'infinity') < current_date and coalesce(e.day, 'infinity') < current_date);
end $$;

CREATE FUNCTION settle_by_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
begin
  perform settle_grants(new.user_id, null);
  return null;
end $$;

-- A membership that changes takes its grants along. Whoever comes back after they had left starts with none.
CREATE FUNCTION settle_by_membership() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
begin
  if tg_op = 'UPDATE' and old.ends_on < current_date and (new.ends_on is null or new.ends_on >= current_date) then
    update cases_filegrant
      set asked_until = least(asked_until, old.ends_on), ended_at = coalesce(ended_at, now()),
          ended_reason = case when ended_reason = '' then 'Left the scheme' else ended_reason end
      where scheme_id = ctx_scheme() and user_id = new.user_id;
    update cases_allocation
      set state = case when state = 'offered' then 'withdrawn' else 'ended' end, ended_at = now(),
          note = 'Left the scheme'
      where scheme_id = ctx_scheme() and user_id = new.user_id and state in ('offered', 'accepted');
  end if;
  perform settle_grants(new.user_id, null);
  return null;
end $$;

-- How long a closed case stays open to those who work it is decided on the day it closes; nobody writes it.
CREATE FUNCTION keep_access_until() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
begin
  if tg_op = 'INSERT' then
    new.access_until := null;
  elsif new.closed_on is not distinct from old.closed_on then
    new.access_until := old.access_until;
  else
    new.access_until := new.closed_on + coalesce((
      select d.days_after_closure from access_datastewardship d where d.scheme_id = ctx_scheme()), 90);
  end if;
  return new;
end $$;

CREATE FUNCTION settle_by_closure() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
begin
  perform settle_grants(null, new.id);
  return null;
end $$;

-- Is there a conflict of interest of this person in this case on record?
CREATE FUNCTION has_conflict(who bigint, in_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
  select exists (select 1 from cases_allocation where scheme_id = ctx_scheme() and case_id = in_case
                 and user_id = who and state = 'conflict')
$$;

-- Insert or renew one verb on one file. Called by other functions only. A grant in force that reaches as
-- far is left as it is: somebody who covers for a colleague does not lose their own allocation.
DROP FUNCTION put_grant(uuid, bigint, int, text, text, date);
CREATE FUNCTION put_grant(the_file uuid, to_user bigint, the_verb int, the_kind text, the_reason text,
                          the_since date, the_until date)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
begin
  insert into cases_filegrant as held (id, scheme_id, user_id, permission_id, content_object_id, case_id, side, verb,
                               kind, reason, since, asked_until, until, given_by_id, given_at, ended_reason)
  select uuidv7(), f.scheme_id, to_user, p.id, f.id, f.case_id, f.side,
         the_verb, the_kind, the_reason, the_since, the_until,
         grant_end(the_until, allowed_until(to_user, the_kind), c.access_until), nullif(ctx_user(), 0), now(), ''
  from cases_file f join cases_case c on c.scheme_id = f.scheme_id and c.id = f.case_id,
       auth_permission p join django_content_type t on t.id = p.content_type_id
  where f.scheme_id = ctx_scheme() and f.id = the_file and t.app_label = 'cases' and t.model = 'file'
    and p.codename = (array['interpret_file', 'view_file', 'change_file', 'disclose_file'])[the_verb + 1]
  on conflict (scheme_id, user_id, content_object_id, verb) do update
    set kind = excluded.kind, reason = excluded.reason, since = excluded.since,
        asked_until = excluded.asked_until, until = excluded.until,
        given_by_id = excluded.given_by_id, given_at = excluded.given_at,
        ended_at = null, ended_by_id = null, ended_reason = ''
    where held.kind = excluded.kind or held.ended_at is not null
       or coalesce(held.asked_until, 'infinity') < coalesce(excluded.asked_until, 'infinity')
       or coalesce(held.until, 'infinity') < current_date;
end $$;

-- Why this person may not hold a grant of this kind in this case today: a sentence, or null if they may.
CREATE FUNCTION why_no_grant(who bigint, the_kind text, in_case uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
  select case
    when not is_live_member(who, kind_roles(the_kind)) then 'this person has no role for this in the scheme'
    when coalesce(checked_until(who, the_kind) < current_date, true) then 'this person has no check that is good today'
    when has_conflict(who, in_case) then 'this person declared a conflict of interest'
    when exists (select 1 from cases_case c where c.scheme_id = ctx_scheme() and c.id = in_case
                 and c.access_until < current_date) then 'the case has been closed for too long'
  end
$$;

-- Give a person of the scheme a file up to a verb (0 name and language, 1 view, 2 change, 3 disclose). The
-- RJ office only. Who works a case is offered it (offer_case); this is for those who look on from beside it.
CREATE OR REPLACE FUNCTION grant_file(the_file uuid, to_user bigint, the_verb int, the_kind text, the_reason text, the_until date)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare
  f record;
  refusal text;
  beside boolean := kind_roles(the_kind) = array['liaison'];
begin
  if ctx_scope() is distinct from 'office' or ctx_file() is not null then
    raise exception 'only the RJ office gives access to a file' using errcode = '42501';
  end if;
  select * into f from cases_file where scheme_id = ctx_scheme() and id = the_file;
  if f is null then raise exception 'there is no such file' using errcode = 'P0002'; end if;
  if the_kind not in ('supervision', 'liaison', 'offender_manager', 'victim_liaison', 'prison_supervisor',
                      'prison_security', 'officer_in_case', 'interpreter') then
    raise exception 'this kind of access is not given by hand' using errcode = '23514';
  end if;
  refusal := why_no_grant(to_user, the_kind, f.case_id);
  if refusal is not null then raise exception '%', refusal using errcode = '23514'; end if;
  if the_verb not between 0 and 3 or coalesce(the_reason, '') = '' then
    raise exception 'a grant needs a verb and a reason' using errcode = '23514';
  end if;
  if (the_kind = 'interpreter') <> (the_verb = 0) then
    raise exception 'an interpreter sees a name and a language only' using errcode = '23514';
  end if;
  if beside then
    if the_until is null then raise exception 'a liaison''s access needs an end date' using errcode = '23514'; end if;
    if f.kind <> 'party' then raise exception 'a liaison is given a party''s file only' using errcode = '23514'; end if;
    if the_verb > 1 then raise exception 'a liaison reads and never writes' using errcode = '23514'; end if;
    if exists (select 1 from cases_filegrant g where g.scheme_id = ctx_scheme() and g.user_id = to_user
               and g.case_id = f.case_id and g.side <> f.side and (g.until is null or g.until >= current_date)) then
      raise exception 'this person already holds the other side' using errcode = '23514';
    end if;
  end if;
  if exists (select 1 from cases_filegrant g where g.scheme_id = ctx_scheme() and g.user_id = to_user
             and g.content_object_id = the_file and g.kind <> the_kind and g.ended_at is null
             and (g.until is null or g.until >= current_date)) then
    raise exception 'this person has this file already' using errcode = '23514';
  end if;
  for v in least(the_verb, 1) .. the_verb loop
    perform put_grant(the_file, to_user, v, the_kind, the_reason, current_date, the_until);
  end loop;
end $$;

-- End a person's access to a file at once. The RJ office only; what was given and why stays on the row.
CREATE OR REPLACE FUNCTION end_grant(the_file uuid, of_user bigint, the_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
begin
  if ctx_scope() is distinct from 'office' or ctx_file() is not null then
    raise exception 'only the RJ office ends access to a file' using errcode = '42501';
  end if;
  if coalesce(the_reason, '') = '' then
    raise exception 'an end of access needs a reason' using errcode = '23514';
  end if;
  update cases_filegrant set until = least(until, current_date - 1), asked_until = current_date - 1, ended_at = now(),
      ended_reason = the_reason, ended_by_id = nullif(ctx_user(), 0)
    where scheme_id = ctx_scheme() and content_object_id = the_file and user_id = of_user and ended_at is null
      and (until is null or until >= current_date);
end $$;

-- Change the last day of access that was given by hand. The RJ office only.
CREATE FUNCTION move_grant_end(the_file uuid, of_user bigint, the_until date, the_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
begin
  if ctx_scope() is distinct from 'office' or ctx_file() is not null then
    raise exception 'only the RJ office changes access to a file' using errcode = '42501';
  end if;
  if the_until is null or the_until < current_date or coalesce(the_reason, '') = '' then
    raise exception 'a last day of access is today or later and has a reason' using errcode = '23514';
  end if;
  update cases_filegrant set asked_until = the_until, reason = the_reason, given_by_id = nullif(ctx_user(), 0),
      given_at = now()
    where scheme_id = ctx_scheme() and content_object_id = the_file and user_id = of_user and ended_at is null
      and kind not in ('allocation', 'co_facilitation') and (until is null or until >= current_date);
  perform settle_grants(of_user, (select f.case_id from cases_file f where f.scheme_id = ctx_scheme() and f.id = the_file));
end $$;

-- Give an accepted allocation the files of its sides. Called by other functions only. Somebody without a
-- role or a check gets rows that are over, which open by themselves once there is one.
CREATE OR REPLACE FUNCTION grant_allocation(the_allocation uuid, one_file uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare a record; f record;
begin
  select * into a from cases_allocation where scheme_id = ctx_scheme() and id = the_allocation;
  for f in select * from cases_file where scheme_id = ctx_scheme() and case_id = a.case_id
           and (one_file is null or id = one_file)
           and (a.sides = 'both' or (kind = 'party' and side in (a.sides, 'neutral'))) loop
    for v in 1 .. 3 loop
      perform put_grant(f.id, a.user_id, v, case when a.is_lead then 'allocation' else 'co_facilitation' end,
                        'Allocated to the case', current_date, null);
    end loop;
  end loop;
end $$;

-- Offer a case to a facilitator. The RJ office only.
CREATE OR REPLACE FUNCTION offer_case(new_id uuid, the_case uuid, to_user bigint, lead boolean, the_sides text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare refusal text;
begin
  if ctx_scope() is distinct from 'office' or ctx_file() is not null then
    raise exception 'only the RJ office allocates' using errcode = '42501';
  end if;
  refusal := why_no_grant(to_user, 'allocation', the_case);
  if refusal is not null then raise exception '%', refusal using errcode = '23514'; end if;
  insert into cases_allocation (id, scheme_id, case_id, user_id, is_lead, sides, state, offered_by_id, offered_at, note)
    values (new_id, ctx_scheme(), the_case, to_user, lead, the_sides, 'offered', nullif(ctx_user(), 0), now(), '');
end $$;

-- Answer an offer made to me: accepted (and the files open), declined, or conflict.
CREATE OR REPLACE FUNCTION answer_offer(the_allocation uuid, answer text, the_note text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare a record; refusal text;
begin
  select * into a from cases_allocation
    where scheme_id = ctx_scheme() and id = the_allocation and user_id = ctx_user() for update;
  if a is null or answer not in ('accepted', 'declined', 'conflict') or ctx_file() is not null
     or not is_live_member(ctx_user(), array['facilitator', 'volunteer']) then
    raise exception 'there is no such offer to you' using errcode = '42501';
  end if;
  if a.state <> 'offered' then return a.state; end if;
  if answer = 'accepted' then
    refusal := why_no_grant(a.user_id, 'allocation', a.case_id);
    if refusal is not null then raise exception '%', refusal using errcode = '23514'; end if;
  end if;
  update cases_allocation set state = answer, answered_at = now(), note = coalesce(the_note, '')
    where scheme_id = a.scheme_id and id = a.id;
  if answer = 'accepted' then perform grant_allocation(a.id, null); end if;
  return answer;
end $$;

-- End an allocation, or take an open offer back; what it granted ends at once. The RJ office only.
CREATE OR REPLACE FUNCTION end_allocation(the_allocation uuid, the_note text) RETURNS void
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
  update cases_filegrant set until = least(until, current_date - 1), asked_until = current_date - 1, ended_at = now(),
      ended_reason = coalesce(the_note, ''), ended_by_id = nullif(ctx_user(), 0)
    where scheme_id = a.scheme_id and case_id = a.case_id and user_id = a.user_id
      and kind in ('allocation', 'co_facilitation') and ended_at is null;
end $$;

-- Whom I interpret for: a name and a language, nothing else of the file. The caller logs the read.
CREATE FUNCTION interpreted_people() RETURNS TABLE (file uuid, name text, language text, until date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
  select g.content_object_id, trim(i.given_names || ' ' || i.family_name), i.language, g.until
  from cases_filegrant g
  left join cases_identity i on i.scheme_id = g.scheme_id and i.file_id = g.content_object_id
  where g.scheme_id = ctx_scheme() and g.user_id = ctx_user() and g.verb = 0 and g.kind = 'interpreter'
    and g.since <= current_date and (g.until is null or g.until >= current_date)
    and ctx_file() is null and ctx_scope() is not null and ctx_scope() <> ''
  order by g.until, g.id
$$;

REVOKE ALL ON FUNCTION kind_roles(text), checked_until(bigint, text), allowed_until(bigint, text),
  grant_end(date, date, date), settle_grants(bigint, uuid), settle_by_check(), settle_by_membership(),
  keep_access_until(), settle_by_closure(), has_conflict(bigint, uuid),
  put_grant(uuid, bigint, int, text, text, date, date), why_no_grant(bigint, text, uuid),
  move_grant_end(uuid, bigint, date, text), interpreted_people() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION move_grant_end(uuid, bigint, date, text), interpreted_people() TO rjcase_web, rjcase_worker;
GRANT EXECUTE ON FUNCTION settle_grants(bigint, uuid), settle_by_check(), settle_by_membership(),
  keep_access_until(), settle_by_closure() TO rjcase_owner;
SET LOCAL ROLE rjcase_owner;

CREATE TRIGGER settle AFTER INSERT OR UPDATE ON practitioners_vettingcheck
  FOR EACH ROW EXECUTE FUNCTION settle_by_check();
CREATE TRIGGER settle AFTER INSERT OR UPDATE ON access_membership
  FOR EACH ROW EXECUTE FUNCTION settle_by_membership();
CREATE TRIGGER keep_access_until BEFORE INSERT OR UPDATE ON cases_case
  FOR EACH ROW EXECUTE FUNCTION keep_access_until();
CREATE TRIGGER settle AFTER UPDATE ON cases_case
  FOR EACH ROW WHEN (old.closed_on is distinct from new.closed_on) EXECUTE FUNCTION settle_by_closure();

REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
