-- Which processes people facilitated: dates and kinds alone, no case. Access to a file ends with its case,
-- experience does not, so it is counted here for oneself and for the office. Whoever held the case when the
-- process was recorded as held has facilitated it, as lead or second.
GRANT CREATE ON SCHEMA public TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;
CREATE FUNCTION facilitated_processes(people bigint[])
RETURNS TABLE (user_id bigint, held_on date, is_face_to_face boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
  select distinct on (a.user_id, p.id) a.user_id, (p.held_at at time zone 'Europe/London')::date,
    p.form = 'direct'
  from cases_allocation a
    join conferences_process p on p.scheme_id = a.scheme_id and p.case_id = a.case_id
    cross join lateral (
      select coalesce(min(e.pgh_created_at), p.held_at) as at from conferences_processevent e
      where e.scheme_id = p.scheme_id and e.pgh_obj_id = p.id and e.state = 'held') recorded
  where a.scheme_id = ctx_scheme() and a.user_id = any (people) and ctx_file() is null
    and (ctx_scope() in ('office', 'system') or a.user_id = ctx_user())
    and p.state = 'held' and p.held_at is not null
    and a.state in ('accepted', 'ended') and a.answered_at <= recorded.at
    and (a.ended_at is null or a.ended_at >= recorded.at)
  order by a.user_id, p.id, p.held_at
$$;
REVOKE ALL ON FUNCTION facilitated_processes(bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION facilitated_processes(bigint[]) TO rjcase_web, rjcase_worker;
SET LOCAL ROLE rjcase_owner;
REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
