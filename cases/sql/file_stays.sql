-- A file stays in its case, on its side and with its party. Rows may be locked, which asks for the right
-- to update; what a file is never changes.
CREATE FUNCTION file_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
begin
  if (new.id, new.scheme_id, new.case_id, new.kind, new.side) is distinct from
     (old.id, old.scheme_id, old.case_id, old.kind, old.side) or new.party_id is distinct from old.party_id then
    raise exception 'a file stays in its case and with its party' using errcode = '42501';
  end if;
  return new;
end $$;
CREATE TRIGGER file_stays BEFORE UPDATE ON cases_file FOR EACH ROW EXECUTE FUNCTION file_stays();
