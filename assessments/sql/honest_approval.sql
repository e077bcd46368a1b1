-- A risk assessment is what it says it is, whoever writes the row: an author is the person acting, a
-- decided version never changes, and whoever decides is a manager who wrote none of it and does not
-- work the case. A one-person office records its outside supervisor instead.
GRANT CREATE ON SCHEMA public TO rjcase_definer;

CREATE FUNCTION works_on_file(who bigint, the_file uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
  select exists (
    select 1 from cases_allocation a join cases_file f on f.scheme_id = a.scheme_id and f.case_id = a.case_id
    where a.scheme_id = ctx_scheme() and f.id = the_file and a.user_id = who and a.state = 'accepted')
$$;

-- May this person decide on a version that these people wrote?
CREATE FUNCTION may_decide(who bigint, the_file uuid, wrote bigint[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
  select is_live_member(who, array['manager']) and who <> all (wrote) and not works_on_file(who, the_file)
$$;

-- Is there any manager of the scheme who may?
CREATE FUNCTION somebody_may_decide(the_file uuid, wrote bigint[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
  select exists (
    select 1 from access_membership m join access_user u on u.id = m.user_id and u.is_active
    where m.scheme_id = ctx_scheme() and 'manager' = any (m.roles::text[])
      and may_decide(m.user_id, the_file, wrote))
$$;

CREATE FUNCTION assessments_honest_approval() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare me bigint := ctx_user();
begin
  if ctx_scope() = 'maintenance' then return new; end if;
  if tg_op = 'INSERT' then
    if new.state <> 'draft' or new.author_id is distinct from me then
      raise exception 'a risk assessment begins as a draft of the person who writes it' using errcode = '42501';
    end if;
    new.writers := array[me];
    return new;
  end if;
  if (new.scheme_id, new.file_id, new.version, new.author_id, new.recorded_at)
     is distinct from (old.scheme_id, old.file_id, old.version, old.author_id, old.recorded_at) then
    raise exception 'what a version belongs to cannot change' using errcode = '42501';
  end if;
  if old.state in ('approved', 'returned') then
    raise exception 'a decided risk assessment is never changed' using errcode = '42501';
  end if;
  new.writers := old.writers;
  if (new.assessed_on, new.is_consent_free, new.answers, new.level, new.level_reasons)
     is distinct from (old.assessed_on, old.is_consent_free, old.answers, old.level, old.level_reasons) then
    if old.state <> 'draft' then
      raise exception 'only a draft can be changed' using errcode = '42501';
    end if;
    if me <> all (old.writers) then new.writers := old.writers || me; end if;
  end if;
  if new.state = 'draft' and old.state <> 'draft' or new.state in ('approved', 'returned') and old.state <> 'submitted' then
    raise exception 'a risk assessment goes from draft to submitted to a decision' using errcode = '42501';
  end if;
  if new.state in ('approved', 'returned') then
    if new.decided_by_id is distinct from me or not is_live_member(me, array['manager']) then
      raise exception 'only a manager decides, in their own name' using errcode = '42501';
    end if;
    if not may_decide(me, new.file_id, old.writers)
       and (new.outside_name = '' or somebody_may_decide(new.file_id, old.writers)) then
      raise exception 'somebody else has to decide on this assessment' using errcode = '42501';
    end if;
  end if;
  return new;
end $$;

CREATE TRIGGER honest_approval BEFORE INSERT OR UPDATE ON assessments_riskassessment
  FOR EACH ROW EXECUTE FUNCTION assessments_honest_approval();

DO $own$ declare f text; begin
  foreach f in array array[
    'works_on_file(bigint, uuid)', 'may_decide(bigint, uuid, bigint[])',
    'somebody_may_decide(uuid, bigint[])', 'assessments_honest_approval()'] loop
    execute format('ALTER FUNCTION %s OWNER TO rjcase_definer', f);
    set local role rjcase_definer;
    execute format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    set local role rjcase_owner;
  end loop;
  foreach f in array array['may_decide(bigint, uuid, bigint[])', 'somebody_may_decide(uuid, bigint[])'] loop
    set local role rjcase_definer;
    execute format('GRANT EXECUTE ON FUNCTION %s TO rjcase_web, rjcase_worker', f);
    set local role rjcase_owner;
  end loop;
end $own$;

REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
