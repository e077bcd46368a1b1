-- End a person's access to a file at once, also where it is closed for now because their check or their
-- membership ran out: it must not open again with a new check. The RJ office only.
GRANT CREATE ON SCHEMA public TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;
CREATE OR REPLACE FUNCTION end_grant(the_file uuid, of_user bigint, the_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
begin
  if ctx_scope() is distinct from 'office' or ctx_file() is not null then
    raise exception 'only the RJ office ends access to a file' using errcode = '42501';
  end if;
  if coalesce(the_reason, '') = '' then
    raise exception 'an end of access needs a reason' using errcode = '23514';
  end if;
  update cases_filegrant set until = least(until, current_date - 1), asked_until = current_date - 1, ended_at = now(),
      ended_reason = the_reason, ended_by_id = nullif(ctx_user(), 0)
    where scheme_id = ctx_scheme() and content_object_id = the_file and user_id = of_user and ended_at is null
      and (asked_until is null or asked_until >= current_date);
end $$;
SET LOCAL ROLE rjcase_owner;
REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
