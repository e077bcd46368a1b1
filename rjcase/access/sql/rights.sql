-- What the process roles may do with Django's own tables. None of them holds case data.
GRANT SELECT ON auth_permission, auth_group, auth_group_permissions, django_content_type TO rjcase_web, rjcase_worker;
GRANT SELECT ON access_user_groups, access_user_user_permissions TO rjcase_web, rjcase_worker;
GRANT SELECT ON access_user TO rjcase_definer;

-- The schemes I am a member of, from the signed context alone: which doors to show me.
GRANT CREATE ON SCHEMA public TO rjcase_definer;
CREATE FUNCTION my_schemes() RETURNS TABLE (scheme bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
begin
  if ctx_user() is null or ctx_user() = 0 then return; end if;
  return query select m.scheme_id from access_membership m where m.user_id = ctx_user()
    and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date);
end $$;
ALTER FUNCTION my_schemes() OWNER TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;
REVOKE ALL ON FUNCTION my_schemes() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION my_schemes() TO rjcase_web, rjcase_worker;
SET LOCAL ROLE rjcase_owner;
REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
-- The one function that reads one person's rows across schemes: memberships only, own rows only.
CREATE POLICY my_doors ON access_membership FOR SELECT TO rjcase_definer
  USING (ctx_scheme() IS NULL AND user_id = (select ctx_user()));
