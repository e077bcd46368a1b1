-- Whoever declares a conflict of interest when they are asked to work a case loses at once whatever else
-- they hold of it: cover for a colleague, supervision. Nothing is given to them there again.
GRANT CREATE ON SCHEMA public TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;
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
  if answer = 'conflict' then
    update cases_filegrant
      set until = least(until, current_date - 1), asked_until = least(asked_until, current_date - 1), ended_at = now(),
          ended_reason = 'Conflict of interest declared', ended_by_id = a.user_id
      where scheme_id = a.scheme_id and case_id = a.case_id and user_id = a.user_id and ended_at is null;
  end if;
  return answer;
end $$;
SET LOCAL ROLE rjcase_owner;
REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
