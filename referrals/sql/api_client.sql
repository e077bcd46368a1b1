-- Which account a partner system's token stands for, in the open scheme. Whoever asks holds the token.
GRANT CREATE ON SCHEMA public TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;

CREATE FUNCTION api_client(the_digest text) RETURNS TABLE (client bigint, agency uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
  select t.user_id, t.agency_id from referrals_apitoken t
  join referrals_agency a on a.scheme_id = t.scheme_id and a.id = t.agency_id and a.is_active
  where t.scheme_id = ctx_scheme() and t.digest = the_digest and t.revoked_at is null
    and t.expires_on >= current_date
$$;
REVOKE ALL ON FUNCTION api_client(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION api_client(text) TO rjcase_web;
SET LOCAL ROLE rjcase_owner;
REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
