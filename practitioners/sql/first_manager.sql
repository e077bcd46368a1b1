-- Whoever is the only manager of a scheme when they join has 30 days to have their check recorded: nobody is
-- there yet to record it, and a scheme begins with them (WM-7-06). Everybody else of the office waits for theirs.
GRANT CREATE ON SCHEMA public TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;
CREATE FUNCTION grace_of_first_manager() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
begin
  if 'manager' = any (new.roles::text[]) and not exists (
      select 1 from access_membership m join access_user u on u.id = m.user_id and u.is_active
      where m.scheme_id = new.scheme_id and m.id <> new.id and 'manager' = any (m.roles::text[])
        and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date))
     and not exists (select 1 from practitioners_vettingcheck c where c.scheme_id = new.scheme_id and c.user_id = new.user_id)
  then
    insert into practitioners_vettingcheck (id, scheme_id, user_id, kind, issued_on, number_end, employer,
        expires_on, outside_verifier, verified_on, withdrawn_reason, recorded_at)
      values (uuidv7(), new.scheme_id, new.user_id, 'grace', current_date, '', '', current_date + 30, '',
        current_date, '', now());
  end if;
  return null;
end $$;
REVOKE ALL ON FUNCTION grace_of_first_manager() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION grace_of_first_manager() TO rjcase_owner;
SET LOCAL ROLE rjcase_owner;
CREATE TRIGGER grace_of_first_manager AFTER INSERT ON access_membership
  FOR EACH ROW EXECUTE FUNCTION grace_of_first_manager();
REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
