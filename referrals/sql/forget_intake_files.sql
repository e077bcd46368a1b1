-- Spreadsheets of referrals are read by whoever uploaded them alone; the round that counts their days deletes
-- them unread. Answers how many were deleted.
GRANT CREATE ON SCHEMA public TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;
CREATE FUNCTION forget_intake_files(until timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare files uuid[];
begin
  if ctx_scope() is distinct from 'system' or until > now() - interval '59 days' then
    raise exception 'spreadsheets are deleted by the round that counts their days' using errcode = '42501';
  end if;
  select array_agg(f.id) into files from (
    select id from referrals_intakefile where scheme_id = ctx_scheme() and started_at <= until
      for update skip locked) f;
  delete from referrals_intakerow where scheme_id = ctx_scheme() and file_id = any (files);
  delete from referrals_intakefile where scheme_id = ctx_scheme() and id = any (files);
  return coalesce(cardinality(files), 0);
end $$;
REVOKE ALL ON FUNCTION forget_intake_files(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_intake_files(timestamptz) TO rjcase_web, rjcase_worker;
SET LOCAL ROLE rjcase_owner;
REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
