-- The register is kept by the office; people write of themselves only what is theirs to say: professional
-- development, self-assessment and peer discussion. The policy lets them write their own rows; of which
-- kind is asked here.
CREATE FUNCTION guard_practitioner_entry() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
begin
  if ctx_scope() in ('office', 'system', 'maintenance') then
    return new;
  end if;
  if new.user_id is distinct from ctx_user() or new.kind not in ('cpd', 'self_assessment', 'peer_discussion')
     or (tg_op = 'UPDATE' and (old.user_id is distinct from new.user_id or old.kind <> new.kind
       or old.by_id <> ctx_user()))
     or (tg_op = 'INSERT' and new.by_id <> ctx_user()) then
    raise exception 'the office keeps this part of the register' using errcode = '42501';
  end if;
  return new;
end $$;
CREATE TRIGGER guard_practitioner_entry BEFORE INSERT OR UPDATE ON practitioners_entry
  FOR EACH ROW EXECUTE FUNCTION guard_practitioner_entry();
