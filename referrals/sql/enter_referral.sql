-- The one way in: a partner, the office, the public and partner systems all refer through here.
-- They may write without reading back: the answer is a receipt, and for the office the reference.
-- Run again by a later migration whenever it changes: every statement may be repeated.
GRANT CREATE ON SCHEMA public TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;

CREATE OR REPLACE FUNCTION enter_referral(payload jsonb)
RETURNS TABLE (referral_id uuid, case_id uuid, reference text, receipt text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
#variable_conflict use_column
declare
  s bigint := ctx_scheme();
  scope text := ctx_scope();
  me bigint := nullif(ctx_user(), 0);
  the_case uuid := uuidv7();
  the_referral uuid := coalesce((payload->>'id')::uuid, uuidv7());
  the_agency uuid := (payload->>'agency')::uuid;
  the_file uuid; the_party uuid; the_papers uuid := uuidv7(); the_reference text;
  item jsonb; c jsonb; i jsonb; t text;
begin
  if s is null or scope is null or ctx_file() is not null
     or scope not in ('office', 'staff', 'partner', 'public', 'system') then
    raise exception 'you may not refer to this scheme' using errcode = '42501';
  end if;
  if scope = 'partner' and not exists (
    select 1 from referrals_agencymember m where m.scheme_id = s and m.user_id = me and m.agency_id = the_agency) then
    raise exception 'you do not refer for this agency' using errcode = '42501';
  end if;
  -- Somebody without an account refers for an agency with the link that was sent to them, and once.
  if scope = 'public' and the_agency is not null and not exists (
    select 1 from guest_link() g where the_agency = any(g.agencies) and coalesce(g.became, the_referral) = the_referral) then
    raise exception 'a self-referral names no agency' using errcode = '42501';
  end if;
  -- Sending the same draft twice gives the same receipt.
  return query select r.id, r.case_id, null::text, r.receipt::text from referrals_referral r
    where r.scheme_id = s and r.id = the_referral and r.referred_by_id is not distinct from me;
  if found then return; end if;

  the_reference := next_case_reference();
  insert into cases_case (id, scheme_id, reference, face, offence_group, source, started_by, is_sensitive,
      is_complex, is_custody, is_court_ordered, received_on, recorded_at)
    values (the_case, s, the_reference, 'received', coalesce(payload->>'offence_group', ''),
      coalesce(payload->>'source', ''), coalesce(payload->>'started_by', 'neutral'),
      coalesce((payload->>'is_sensitive')::boolean, false), coalesce((payload->>'is_complex')::boolean, false),
      coalesce((payload->>'is_custody')::boolean, false), coalesce((payload->>'is_court_ordered')::boolean, false),
      coalesce((payload->>'happened_on')::date, current_date), now());
  insert into cases_progress (id, scheme_id, case_id, stage, reason, since)
    values (uuidv7(), s, the_case, 'received', '', current_date);
  insert into cases_stagechange (id, scheme_id, case_id, step, from_stage, to_stage, reason, note, by_id, happened_on, recorded_at)
    values (uuidv7(), s, the_case, 'receive', '', 'received', '', '', me,
      coalesce((payload->>'happened_on')::date, current_date), now());
  for item in select * from jsonb_array_elements(coalesce(payload->'offences', '[]')) loop
    insert into cases_offence (id, scheme_id, case_id, "group", subgroup, happened_on, markers)
      values (uuidv7(), s, the_case, coalesce(item->>'group', ''), coalesce(item->>'subgroup', ''),
        (item->>'happened_on')::date, coalesce(item->'markers', '[]'));
  end loop;

  insert into cases_file (id, scheme_id, case_id, kind, party_id, side, opened_at)
    values (the_papers, s, the_case, 'papers', null, 'neutral', now());
  for item in select * from jsonb_array_elements(coalesce(payload->'papers', '[]')) loop
    insert into cases_sourcepaper (id, scheme_id, file_id, kind, text, by_id, recorded_at)
      values (uuidv7(), s, the_papers, item->>'kind', item->>'text', me, now());
  end loop;

  for item in select * from jsonb_array_elements(coalesce(payload->'parties', '[]')) loop
    the_party := uuidv7(); the_file := uuidv7();
    insert into cases_party (id, scheme_id, case_id, role, side, number)
      select the_party, s, the_case, item->>'role', item->>'side', coalesce(max(p.number), 0) + 1
      from cases_party p where p.scheme_id = s and p.case_id = the_case and p.role = item->>'role';
    insert into cases_file (id, scheme_id, case_id, kind, party_id, side, opened_at)
      values (the_file, s, the_case, 'party', the_party, item->>'side', now());
    i := coalesce(item->'identity', '{}');
    insert into cases_identity (id, scheme_id, file_id, given_names, family_name, known_as, organisation,
        date_of_birth, sex, ethnicity, language, needs_interpreter, needs, identifiers)
      values (uuidv7(), s, the_file, coalesce(i->>'given_names', ''), coalesce(i->>'family_name', ''),
        coalesce(i->>'known_as', ''), coalesce(i->>'organisation', ''), (i->>'date_of_birth')::date,
        coalesce(i->>'sex', ''), coalesce(i->>'ethnicity', ''), coalesce(i->>'language', ''),
        coalesce((i->>'needs_interpreter')::boolean, false), coalesce(i->>'needs', ''), coalesce(i->'identifiers', '{}'));
    c := coalesce(item->'contact', '{}');
    insert into cases_safecontact (id, scheme_id, file_id, address, postcode, phone, email, may_write, may_phone,
        may_leave_message, may_text, may_email, no_disclosure, notes, from_on, recorded_at)
      values (uuidv7(), s, the_file, coalesce(c->>'address', ''), coalesce(c->>'postcode', ''),
        coalesce(c->>'phone', ''), coalesce(c->>'email', ''), coalesce((c->>'may_write')::boolean, false),
        coalesce((c->>'may_phone')::boolean, false), coalesce((c->>'may_leave_message')::boolean, false),
        coalesce((c->>'may_text')::boolean, false), coalesce((c->>'may_email')::boolean, false),
        coalesce((c->>'no_disclosure')::boolean, false), coalesce(c->>'notes', ''), current_date, now());
    c := item->'referred';
    if c is not null and jsonb_typeof(c) = 'object' then
      insert into referrals_referredperson (id, scheme_id, file_id, consent, responsibility, plea, justice_stage,
          disposal, custody_place, vulnerability, basis, contact_scheme, liaison_officer, relation_to_deceased, remedy_asked_on,
          remedy_view, recorded_at)
        values (uuidv7(), s, the_file, coalesce(c->>'consent', 'unknown'), coalesce(c->>'responsibility', ''),
          coalesce(c->>'plea', ''), coalesce(c->>'justice_stage', ''), coalesce(c->>'disposal', ''),
          coalesce(c->>'custody_place', ''), coalesce(c->'vulnerability', '[]'), coalesce(c->>'basis', ''), coalesce(c->>'contact_scheme', ''),
          coalesce(c->>'liaison_officer', ''), coalesce(c->>'relation_to_deceased', ''),
          (c->>'remedy_asked_on')::date, coalesce(c->>'remedy_view', ''), now());
    end if;
    c := item->'court';
    if c is not null and jsonb_typeof(c) = 'object' then
      insert into referrals_courtrecord (id, scheme_id, file_id, tier_model, tier, tier_on, ogrs, ogrs_on, seriousness,
          statuses, screening, continuing_harm, wants_to_stop, finished_programme, court, report_author, hearing_on, proposed, reparation, sentence_on, requirement,
          supervision_months, co_defendants, notes, footing, delivery, setting, process, footing_told_on,
          remedy_action, remedy_by, caution_until, is_caution_condition, recorded_at)
        values (uuidv7(), s, the_file, coalesce(c->>'tier_model', ''), coalesce(c->>'tier', ''),
          (c->>'tier_on')::date, (c->>'ogrs')::smallint, (c->>'ogrs_on')::date, coalesce(c->>'seriousness', ''),
          coalesce(c->'statuses', '[]'), coalesce(c->'screening', '{}'),
          coalesce(c->>'continuing_harm', ''), coalesce((c->>'wants_to_stop')::boolean, false),
          coalesce((c->>'finished_programme')::boolean, false), coalesce(c->>'court', ''),
          coalesce(c->>'report_author', ''), (c->>'hearing_on')::date, coalesce(c->>'proposed', ''),
          coalesce(c->>'reparation', ''), (c->>'sentence_on')::date, coalesce(c->>'requirement', ''),
          (c->>'supervision_months')::smallint, coalesce(c->>'co_defendants', ''), coalesce(c->>'notes', ''),
          coalesce(c->>'footing', ''), coalesce(c->>'delivery', ''), coalesce(c->>'setting', ''),
          coalesce(c->>'process', ''), (c->>'footing_told_on')::date, coalesce(c->>'remedy_action', ''),
          coalesce(c->>'remedy_by', ''), (c->>'caution_until')::date,
          coalesce((c->>'is_caution_condition')::boolean, false), now());
    end if;
    for t in select distinct jsonb_array_elements_text(coalesce(item->'tokens', '[]')) loop
      insert into cases_nametoken (id, scheme_id, file_id, token) values (uuidv7(), s, the_file, left(t, 60));
    end loop;
    if item->'consent' is not null and item->>'consent' <> 'null' then
      insert into cases_consent (id, scheme_id, file_id, purpose, decision, form, happened_on, is_free, note, by_id, recorded_at)
        values (uuidv7(), s, the_file, 'explore', item->'consent'->>'decision', coalesce(item->'consent'->>'form', 'verbal'),
          coalesce((item->'consent'->>'happened_on')::date, current_date), true,
          coalesce(item->'consent'->>'note', ''), me, now());
    end if;
  end loop;

  insert into referrals_referral (id, scheme_id, case_id, agency_id, receipt, channel, source, kind, referred_by_id,
      referrer_name, referrer_contact, happened_on, recorded_at, full_on, in_area, explained, heard_of_us, hearing_on)
    values (the_referral, s, the_case, the_agency, payload->>'receipt', payload->>'channel',
      coalesce(payload->>'source', ''), coalesce(payload->>'kind', ''), me, coalesce(payload->>'referrer_name', ''),
      coalesce(payload->>'referrer_contact', ''), coalesce((payload->>'happened_on')::date, current_date), now(),
      (payload->>'full_on')::date, coalesce(payload->>'in_area', 'unknown'), coalesce(payload->'explained', '[]'),
      coalesce(payload->>'heard_of_us', ''), (payload->>'hearing_on')::date);
  if scope = 'public' and the_agency is not null then
    update referrals_guestlink set became = the_referral, agency_id = the_agency, ends_on = current_date + 365
      where scheme_id = s and id = (select g.id from guest_link() g);
  end if;
  return query select the_referral, the_case,
    case when scope in ('office', 'system') then the_reference end, payload->>'receipt';
end $$;
REVOKE ALL ON FUNCTION enter_referral(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enter_referral(jsonb) TO rjcase_web, rjcase_worker;
SET LOCAL ROLE rjcase_owner;

REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
