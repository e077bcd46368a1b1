-- Does the youth justice team contact the people harmed in this case itself? Yes or no, to those who hold a
-- file of the case: whoever works the harmed side must not learn more of the other side than that.
GRANT CREATE ON SCHEMA public TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;

CREATE OR REPLACE FUNCTION youth_team_contacts(in_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
  select (ctx_scope() in ('office', 'system') or exists (
      select 1 from cases_filegrant g where g.scheme_id = ctx_scheme() and g.user_id = ctx_user()
        and g.case_id = in_case and g.since <= current_date and (g.until is null or g.until >= current_date)))
    and exists (
      select 1 from referrals_youthteamdiscussion d
      where d.scheme_id = ctx_scheme() and d.case_id = in_case and d.supporter = 'team')
$$;
REVOKE ALL ON FUNCTION youth_team_contacts(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION youth_team_contacts(uuid) TO rjcase_web, rjcase_worker;
SET LOCAL ROLE rjcase_owner;

REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
