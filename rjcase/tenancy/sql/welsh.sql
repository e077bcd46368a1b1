-- Whether a scheme's public pages speak Welsh too is changed by this function alone.
GRANT CREATE ON SCHEMA public TO rjcase_definer;

CREATE FUNCTION switch_welsh(is_on boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
begin
  if ctx_scope() is distinct from 'office' then
    raise exception 'only the RJ office changes its scheme' using errcode = '42501';
  end if;
  update tenancy_scheme set has_welsh = is_on where id = ctx_scheme();
end $$;
ALTER FUNCTION switch_welsh(boolean) OWNER TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;
REVOKE ALL ON FUNCTION switch_welsh(boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION switch_welsh(boolean) TO rjcase_web, rjcase_worker;
SET LOCAL ROLE rjcase_owner;

REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
