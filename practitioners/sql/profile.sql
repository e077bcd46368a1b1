-- How many volunteers of today gave which answer about themselves (CAMB-13): numbers alone, for the office.
-- The answers themselves are read by nobody but the person.
GRANT CREATE ON SCHEMA public TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;
CREATE FUNCTION volunteer_profile() RETURNS TABLE (question text, answer text, people bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
  with volunteers as (
    select m.user_id from access_membership m join access_user u on u.id = m.user_id and u.is_active
    where m.scheme_id = ctx_scheme() and ctx_scope() in ('office', 'system') and ctx_file() is null
      and 'volunteer' = any (m.roles::text[]) and m.starts_on <= current_date
      and (m.ends_on is null or m.ends_on >= current_date))
  select q.question, coalesce(q.answer, ''), count(*)
  from volunteers v
    left join practitioners_equalityanswers e on e.scheme_id = ctx_scheme() and e.user_id = v.user_id
    cross join lateral (values ('age_band', e.age_band), ('sex', e.sex), ('ethnicity', e.ethnicity),
      ('religion', e.religion), ('disability', e.disability)) q(question, answer)
  group by 1, 2
$$;
REVOKE ALL ON FUNCTION volunteer_profile() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION volunteer_profile() TO rjcase_web, rjcase_worker;
SET LOCAL ROLE rjcase_owner;
REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
