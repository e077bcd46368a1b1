-- Schemes are made and renamed by these functions alone.
GRANT CREATE ON SCHEMA public TO rjcase_definer;
GRANT UPDATE ON tenancy_scheme TO rjcase_definer;

CREATE FUNCTION open_scheme(new_slug text, new_name text, new_prefix text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare made bigint;
begin
  if ctx_scope() is distinct from 'operator' then
    raise exception 'only an operator opens a scheme' using errcode = '42501';
  end if;
  insert into tenancy_scheme (slug, name, prefix, is_listed, created_at)
    values (new_slug, new_name, new_prefix, true, now()) returning id into made;
  return made;
end $$;
ALTER FUNCTION open_scheme(text, text, text) OWNER TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;
REVOKE ALL ON FUNCTION open_scheme(text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_scheme(text, text, text) TO rjcase_web, rjcase_worker;
SET LOCAL ROLE rjcase_owner;

CREATE FUNCTION rename_scheme(new_name text, listed boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
begin
  if ctx_scope() is distinct from 'office' then
    raise exception 'only the RJ office changes its scheme' using errcode = '42501';
  end if;
  update tenancy_scheme set name = new_name, is_listed = listed where id = ctx_scheme();
end $$;
ALTER FUNCTION rename_scheme(text, boolean) OWNER TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;
REVOKE ALL ON FUNCTION rename_scheme(text, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rename_scheme(text, boolean) TO rjcase_web, rjcase_worker;
SET LOCAL ROLE rjcase_owner;

REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
