-- A withdrawal, a refusal or a yes that is not free ends at once whatever is still being shared on that
-- consent, whoever recorded it: what has a last day to come may not be used any more from now on.
GRANT CREATE ON SCHEMA public TO rjcase_definer;

CREATE FUNCTION end_what_consent_shared() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
begin
  update cases_disclosure d
    set ended_on = current_date, ended_reason = 'consent', ended_by_id = new.by_id
    from cases_consent c
    where d.scheme_id = new.scheme_id and d.file_id = new.file_id and d.basis = 'consent'
      and d.ended_on is null and d.until_on is not null and d.until_on >= current_date
      and c.scheme_id = d.scheme_id and c.id = d.consent_id and c.purpose = new.purpose;
  return null;
end $$;

ALTER FUNCTION end_what_consent_shared() OWNER TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;
REVOKE ALL ON FUNCTION end_what_consent_shared() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION end_what_consent_shared() TO rjcase_owner, rjcase_web, rjcase_worker;
SET LOCAL ROLE rjcase_owner;

CREATE TRIGGER end_what_consent_shared AFTER INSERT ON cases_consent
  FOR EACH ROW WHEN (new.decision <> 'given' or not new.is_free)
  EXECUTE FUNCTION end_what_consent_shared();

REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
