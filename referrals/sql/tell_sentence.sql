-- A partner tells what the sentence is (WTE-2B-05): into the papers, without reading back. A referral of
-- their own agency alone. Told twice in the same words is told once. Returns whether it was new.
GRANT CREATE ON SCHEMA public TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;

CREATE OR REPLACE FUNCTION tell_sentence(the_referral uuid, told text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare r record; papers uuid;
begin
  if ctx_scope() is distinct from 'partner' or ctx_file() is not null then
    raise exception 'only a partner tells a sentence here' using errcode = '42501';
  end if;
  select f.id, f.case_id into r
    from referrals_referral f
    join referrals_agencymember m on m.scheme_id = f.scheme_id and m.agency_id = f.agency_id and m.user_id = ctx_user()
    where f.scheme_id = ctx_scheme() and f.id = the_referral for update of f;
  if r is null then raise exception 'there is no such referral of yours' using errcode = '42501'; end if;
  select id into papers from cases_file where scheme_id = ctx_scheme() and case_id = r.case_id and kind = 'papers';
  if papers is null or coalesce(told, '') = '' then return false; end if;
  update referrals_referral set sentence_told_on = current_date where scheme_id = ctx_scheme() and id = r.id;
  if exists (select 1 from cases_sourcepaper p where p.scheme_id = ctx_scheme() and p.file_id = papers
             and p.kind = 'other' and p.text = told) then
    return false;
  end if;
  insert into cases_sourcepaper (id, scheme_id, file_id, kind, text, by_id, recorded_at)
    values (uuidv7(), ctx_scheme(), papers, 'other', told, ctx_user(), now());
  return true;
end $$;

REVOKE ALL ON FUNCTION tell_sentence(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tell_sentence(uuid, text) TO rjcase_web, rjcase_worker;
SET LOCAL ROLE rjcase_owner;
REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
