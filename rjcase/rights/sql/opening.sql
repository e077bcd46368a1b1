-- Opening a file with a reason: for whoever is on duty and holds no grant. It ends with the day it was
-- made on, is told to everybody who works the case, and is reviewed. Never against a declared conflict.
GRANT CREATE ON SCHEMA public TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;
CREATE OR REPLACE FUNCTION kind_roles(the_kind text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  select case
    when the_kind in ('allocation', 'co_facilitation', 'cover') then array['facilitator', 'volunteer']
    when the_kind = 'supervision' then array['facilitator', 'volunteer', 'supervisor']
    when the_kind = 'emergency' then array['supervisor']
    else array['liaison'] end
$$;
SET LOCAL ROLE rjcase_owner;

-- Opens the files of one side of a case to me, to read, and returns what it opened. The office reads every
-- file anyway: it opens with a reason where it wants everybody to know.
CREATE FUNCTION open_with_reason(the_reference text, the_side text, the_grounds text, the_reason text)
RETURNS TABLE (opened uuid, opened_file uuid, opened_case uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare c record; f record; new_id uuid; why_not text;
begin
  if coalesce(ctx_scope(), '') not in ('office', 'staff') or ctx_file() is not null
     or not is_live_member(ctx_user(), array['manager', 'administrator', 'supervisor']) then
    raise exception 'only the office and supervisors open a file with a reason' using errcode = '42501';
  end if;
  if trim(coalesce(the_reason, '')) = '' or the_side not in ('harmed', 'responsible') then
    raise exception 'opening a file needs a side and a reason' using errcode = '23514';
  end if;
  select * into c from cases_case where scheme_id = ctx_scheme() and reference = the_reference;
  if c is null then return; end if;
  why_not := case when ctx_scope() = 'staff' then why_no_grant(ctx_user(), 'emergency', c.id)
                  when has_conflict(ctx_user(), c.id) then 'this person declared a conflict of interest' end;
  if why_not is not null then raise exception '%', why_not using errcode = '23514'; end if;
  for f in select * from cases_file where scheme_id = ctx_scheme() and case_id = c.id
           and kind = 'party' and side = the_side loop
    -- Sent twice it is one opening; a grant that is in force opens the file already.
    continue when exists (select 1 from rights_opening o where o.scheme_id = ctx_scheme() and o.file_id = f.id
                          and o.by_id = ctx_user() and o.opened_at::date = current_date);
    continue when exists (select 1 from cases_filegrant g where g.scheme_id = ctx_scheme() and g.user_id = ctx_user()
                          and g.content_object_id = f.id and g.verb = 1 and g.since <= current_date
                          and (g.until is null or g.until >= current_date));
    if ctx_scope() = 'staff' then
      perform put_grant(f.id, ctx_user(), 1, 'emergency', the_reason, current_date, current_date);
    end if;
    new_id := uuidv7();
    insert into rights_opening (id, scheme_id, case_id, file_id, by_id, grounds, reason, opened_at, outcome, review_note)
      values (new_id, ctx_scheme(), c.id, f.id, ctx_user(), the_grounds, the_reason, now(), '', '');
    opened := new_id; opened_file := f.id; opened_case := c.id;
    return next;
  end loop;
end $$;

-- Say afterwards whether it was right: a manager who did not open it.
CREATE FUNCTION review_opening(the_opening uuid, the_outcome text, the_note text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
begin
  if ctx_scope() is distinct from 'office' or ctx_file() is not null
     or not is_live_member(ctx_user(), array['manager']) then
    raise exception 'only a manager reviews an opening' using errcode = '42501';
  end if;
  if exists (select 1 from rights_opening where scheme_id = ctx_scheme() and id = the_opening and by_id = ctx_user()) then
    raise exception 'somebody else has to review this opening' using errcode = '42501';
  end if;
  update rights_opening set outcome = the_outcome, review_note = the_note, reviewed_by_id = ctx_user(), reviewed_at = now()
    where scheme_id = ctx_scheme() and id = the_opening and reviewed_at is null;
  return found;
end $$;

DO $own$ declare f text; begin
  foreach f in array array['open_with_reason(text, text, text, text)', 'review_opening(uuid, text, text)'] loop
    execute format('ALTER FUNCTION %s OWNER TO rjcase_definer', f);
    set local role rjcase_definer;
    execute format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    execute format('GRANT EXECUTE ON FUNCTION %s TO rjcase_web, rjcase_worker', f);
    set local role rjcase_owner;
  end loop;
end $own$;

REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
