-- Room for files that people hand in. See docs/decisions/0023.
GRANT CREATE ON SCHEMA public TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;

-- What a case and a scheme have taken, also from files that whoever asks cannot see; numbers alone, and only
-- to somebody who holds a file of that case or referred it. Whoever asks waits for whoever adds: the next
-- one counts what the last has added.
CREATE FUNCTION uploads_taken(the_case uuid) RETURNS TABLE (case_count bigint, case_bytes bigint, scheme_bytes bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
begin
  if ctx_scheme() is null or not (ctx_scope() = 'office' or exists (
      select 1 from cases_filegrant g where g.scheme_id = ctx_scheme() and g.user_id = ctx_user()
        and g.case_id = the_case and g.verb = 2 and g.since <= current_date
        and (g.until is null or g.until >= current_date))) then
    raise exception 'only whoever may add to a case asks how full it is' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtext('documents_upload'), ctx_scheme()::int);
  return query
    select (select count(*) from documents_upload u join cases_file f on f.scheme_id = u.scheme_id and f.id = u.file_id
              where u.scheme_id = ctx_scheme() and f.case_id = the_case),
           (select coalesce(sum(u.size), 0)::bigint from documents_upload u
              join cases_file f on f.scheme_id = u.scheme_id and f.id = u.file_id
              where u.scheme_id = ctx_scheme() and f.case_id = the_case),
           (select coalesce(sum(u.size), 0)::bigint from documents_upload u where u.scheme_id = ctx_scheme());
end $$;

REVOKE ALL ON FUNCTION uploads_taken(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION uploads_taken(uuid) TO rjcase_web, rjcase_worker;
SET LOCAL ROLE rjcase_owner;
REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
