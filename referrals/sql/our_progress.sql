-- What became of the referrals of my agencies, in the neutral words only: the face of the case, and
-- the coded reason where the scheme itself did not take the referral forward. A partner sees no case.
GRANT CREATE ON SCHEMA public TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;

CREATE OR REPLACE FUNCTION our_progress() RETURNS TABLE (referral uuid, face text, reason text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
  select r.id, c.face, case when c.face = 'not_taken_forward' then p.reason else '' end
  from referrals_agencymember m
  join referrals_referral r on r.scheme_id = m.scheme_id and r.agency_id = m.agency_id
  join cases_case c on c.scheme_id = r.scheme_id and c.id = r.case_id
  join cases_progress p on p.scheme_id = r.scheme_id and p.case_id = r.case_id
  where m.scheme_id = ctx_scheme() and m.user_id = ctx_user() and ctx_scope() is not null
    and ctx_file() is null
$$;
REVOKE ALL ON FUNCTION our_progress() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION our_progress() TO rjcase_web, rjcase_worker;
SET LOCAL ROLE rjcase_owner;
REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
