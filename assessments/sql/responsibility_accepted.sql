-- Has an offender of this case been assessed as accepting responsibility, in whole or in part? Yes or no,
-- to whoever works a file of the case: in a case that an offender started, the order of approach depends
-- on it, and whoever works the harmed side must not have to see the other side's assessment.
GRANT CREATE ON SCHEMA public TO rjcase_definer;

CREATE FUNCTION responsibility_accepted(in_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
  select (ctx_scope() in ('office', 'system') or exists (
      select 1 from cases_filegrant g where g.scheme_id = ctx_scheme() and g.user_id = ctx_user()
        and g.case_id = in_case and g.verb = 2
        and g.since <= current_date and (g.until is null or g.until >= current_date)))
    and exists (
      select 1 from cases_file f join cases_party p on p.scheme_id = f.scheme_id and p.id = f.party_id
      join lateral (
        select s.responsibility from assessments_suitability s
        where s.scheme_id = f.scheme_id and s.file_id = f.id
        order by s.recorded_at desc, s.id desc limit 1) live on true
      where f.scheme_id = ctx_scheme() and f.case_id = in_case and p.role = 'offender'
        and live.responsibility in ('yes', 'partly'))
$$;

ALTER FUNCTION responsibility_accepted(uuid) OWNER TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;
REVOKE ALL ON FUNCTION responsibility_accepted(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION responsibility_accepted(uuid) TO rjcase_web, rjcase_worker;
SET LOCAL ROLE rjcase_owner;

REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
