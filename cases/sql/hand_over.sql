-- Work changes hands: for good when somebody leaves, until a date while somebody is away. The RJ office only.
-- Who takes a case is held to what everybody is held to: role, check, and no conflict on record.
GRANT CREATE ON SCHEMA public TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;

-- Give somebody the files of an allocation's sides as cover, from a day until a day. Called by others only.
CREATE FUNCTION put_cover(the_allocation uuid, to_user bigint, from_on date, until_on date, the_reason text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare a record; f record;
begin
  select * into a from cases_allocation where scheme_id = ctx_scheme() and id = the_allocation;
  for f in select * from cases_file where scheme_id = ctx_scheme() and case_id = a.case_id
           and (a.sides = 'both' or (kind = 'party' and side in (a.sides, 'neutral'))) loop
    for v in 1 .. 3 loop
      perform put_grant(f.id, to_user, v, 'cover', the_reason, from_on, until_on);
    end loop;
  end loop;
end $$;

-- Let a colleague work a case beside the one who is away. It ends by its date.
CREATE FUNCTION cover_case(the_allocation uuid, to_user bigint, from_on date, until_on date, the_reason text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare a record; refusal text;
begin
  if ctx_scope() is distinct from 'office' or ctx_file() is not null then
    raise exception 'only the RJ office lets somebody cover' using errcode = '42501';
  end if;
  select * into a from cases_allocation
    where scheme_id = ctx_scheme() and id = the_allocation and state = 'accepted' for update;
  if a is null or a.user_id = to_user then
    raise exception 'there is nothing to cover' using errcode = 'P0002';
  end if;
  if from_on is null or until_on is null or until_on < from_on or until_on < current_date or coalesce(the_reason, '') = '' then
    raise exception 'cover has a first day, a last day and a reason' using errcode = '23514';
  end if;
  refusal := why_no_grant(to_user, 'cover', a.case_id);
  if refusal is not null then raise exception '%', refusal using errcode = '23514'; end if;
  perform put_cover(a.id, to_user, from_on, until_on, the_reason);
end $$;

-- Give an allocation to somebody else at once. Whoever had it keeps the files until their last day, to hand
-- over; an offer that was not answered is offered to the other. Twice is once.
CREATE FUNCTION hand_over(the_allocation uuid, new_id uuid, to_user bigint, last_day date, the_reason text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare a record; held record; refusal text;
begin
  if ctx_scope() is distinct from 'office' or ctx_file() is not null then
    raise exception 'only the RJ office hands cases over' using errcode = '42501';
  end if;
  select * into a from cases_allocation where scheme_id = ctx_scheme() and id = the_allocation for update;
  if a is null or a.user_id = to_user or coalesce(the_reason, '') = '' then
    raise exception 'there is nothing to hand over' using errcode = 'P0002';
  end if;
  if a.state not in ('offered', 'accepted') then return; end if;
  refusal := why_no_grant(to_user, 'allocation', a.case_id);
  if refusal is not null then raise exception '%', refusal using errcode = '23514'; end if;
  perform end_allocation(a.id, the_reason);
  select * into held from cases_allocation where scheme_id = ctx_scheme() and case_id = a.case_id
    and user_id = to_user and state in ('offered', 'accepted') for update;
  if a.state = 'offered' then
    if held is null then perform offer_case(new_id, a.case_id, to_user, a.is_lead, a.sides); end if;
    return;
  end if;
  if held is null then
    insert into cases_allocation (id, scheme_id, case_id, user_id, is_lead, sides, state, offered_by_id, offered_at,
                                  answered_at, note)
      values (new_id, a.scheme_id, a.case_id, to_user, a.is_lead, a.sides, 'accepted', nullif(ctx_user(), 0), now(),
              now(), the_reason);
    perform grant_allocation(new_id, null);
  else
    update cases_allocation set state = 'accepted', answered_at = coalesce(answered_at, now()), note = the_reason,
        is_lead = held.is_lead or a.is_lead,
        sides = case when held.state = 'offered' or held.sides = a.sides then a.sides else 'both' end
      where scheme_id = held.scheme_id and id = held.id;
    perform grant_allocation(held.id, null);
  end if;
  if last_day >= current_date then
    perform put_cover(a.id, a.user_id, current_date, last_day, the_reason);
  end if;
end $$;

-- Whoever covers a side gets the files that are opened on it meanwhile; a joint file asks for both sides.
CREATE FUNCTION cover_new_file() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare g record;
begin
  for g in select user_id, min(since) as since, max(asked_until) as asked_until, max(reason) as reason
           from cases_filegrant
           where scheme_id = ctx_scheme() and case_id = new.case_id and kind = 'cover' and ended_at is null
             and verb = 2 and until >= current_date and side in ('harmed', 'responsible')
             and (new.side = 'neutral' or side = new.side)
           group by user_id
           having new.side <> 'neutral' or count(distinct side) = 2 loop
    for v in 1 .. 3 loop
      perform put_grant(new.id, g.user_id, v, 'cover', g.reason, g.since, g.asked_until);
    end loop;
  end loop;
  return null;
end $$;

REVOKE ALL ON FUNCTION put_cover(uuid, bigint, date, date, text), cover_case(uuid, bigint, date, date, text),
  hand_over(uuid, uuid, bigint, date, text), cover_new_file() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cover_case(uuid, bigint, date, date, text), hand_over(uuid, uuid, bigint, date, text)
  TO rjcase_web, rjcase_worker;
GRANT EXECUTE ON FUNCTION cover_new_file() TO rjcase_owner;
SET LOCAL ROLE rjcase_owner;
CREATE TRIGGER cover_new_file AFTER INSERT ON cases_file FOR EACH ROW EXECUTE FUNCTION cover_new_file();
REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
