-- Why an offer was answered so, taken back or ended may name a side. Whatever a function writes into
-- cases_allocation.note, those of tomorrow too, stands in cases_allocationnote instead, for those who see both.
GRANT CREATE ON SCHEMA public TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;
CREATE FUNCTION note_apart() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
begin
  if new.note <> '' then
    insert into cases_allocationnote (id, scheme_id, case_id, allocation_id, state, text, by_id, recorded_at)
      values (uuidv7(), new.scheme_id, new.case_id, new.id, new.state, new.note, nullif(ctx_user(), 0), now());
    new.note := '';
  end if;
  return new;
end $$;
REVOKE ALL ON FUNCTION note_apart() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION note_apart() TO rjcase_owner;
SET LOCAL ROLE rjcase_owner;
REVOKE CREATE ON SCHEMA public FROM rjcase_definer;

CREATE TRIGGER note_apart BEFORE INSERT OR UPDATE OF note ON cases_allocation
  FOR EACH ROW EXECUTE FUNCTION note_apart();
