-- Forms begun from an enquiry hold what was known of who asked, and are read by their writers alone. They go
-- with the details of the enquiry, and not before: while somebody is still named there, nothing is deleted.
GRANT CREATE ON SCHEMA public TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;
CREATE FUNCTION forget_enquiry_drafts(the_enquiry uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare drafts uuid[];
begin
  if coalesce(ctx_scope() not in ('office', 'system'), true) or ctx_file() is not null or exists (
      select 1 from referrals_enquiryperson p where p.scheme_id = ctx_scheme() and p.enquiry_id = the_enquiry) then
    raise exception 'the details of an enquiry are destroyed first, by its office' using errcode = '42501';
  end if;
  select array_agg(d.id) into drafts from referrals_referraldraft d
    where d.scheme_id = ctx_scheme() and d.enquiry_id = the_enquiry;
  delete from referrals_draftpart where scheme_id = ctx_scheme() and draft_id = any (drafts);
  delete from referrals_referraldraft where scheme_id = ctx_scheme() and id = any (drafts);
end $$;
-- Forms nobody sent are personal details without a case; nobody but their writer may read them, nor may whoever
-- counts the days. Answers how many were deleted.
CREATE FUNCTION forget_old_drafts(until timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare drafts uuid[];
begin
  if ctx_scope() is distinct from 'system' or until > now() - interval '30 days' then
    raise exception 'unsent forms are deleted by the round that counts their days' using errcode = '42501';
  end if;
  select array_agg(d.id) into drafts from (
    select id from referrals_referraldraft where scheme_id = ctx_scheme() and saved_at <= until
      for update skip locked) d;
  delete from referrals_draftpart where scheme_id = ctx_scheme() and draft_id = any (drafts);
  delete from referrals_referraldraft where scheme_id = ctx_scheme() and id = any (drafts);
  return coalesce(cardinality(drafts), 0);
end $$;
REVOKE ALL ON FUNCTION forget_enquiry_drafts(uuid), forget_old_drafts(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_enquiry_drafts(uuid), forget_old_drafts(timestamptz) TO rjcase_web, rjcase_worker;
SET LOCAL ROLE rjcase_owner;
REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
