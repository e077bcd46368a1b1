-- Fills one bulk scheme. Settings bulk.scheme, bulk.cases, bulk.seed and bulk.prefix say which and how
-- many. Every id comes from the seed, so the same call makes the same cases.
DO $bulk$
#variable_conflict use_column
declare
  s bigint := current_setting('bulk.scheme')::bigint;
  n int := current_setting('bulk.cases')::int;
  seed text := current_setting('bulk.seed');
  prefix text := current_setting('bulk.prefix');
  stages text[] := array['received', 'eligible', 'allocated', 'preparing', 'ready', 'in_process', 'following_up', 'closed'];
  faces text[] := array['received', 'received', 'accepted', 'in_progress', 'in_progress', 'in_progress', 'follow_up', 'completed'];
  firsts text[] := array['Ada', 'Ben', 'Cara', 'Dev', 'Ela', 'Finn', 'Gwen', 'Hari', 'Isla', 'Jon', 'Kit', 'Lea', 'Max', 'Nia', 'Omar', 'Pia'];
  lasts text[] := array['Abbott', 'Barnes', 'Carr', 'Doyle', 'Ellis', 'Frost', 'Grant', 'Hale', 'Ingram', 'Joyce', 'Kemp', 'Lowe', 'Marsh', 'Nash', 'Okoro', 'Price', 'Quinn', 'Reed', 'Shah', 'Todd'];
  workers bigint[];
  p record;
begin
  select array_agg(user_id order by user_id) into workers from access_membership where 'facilitator' = any (roles);
  create temp table made on commit drop as
  select i, md5(format('%s case %s %s', seed, s, i))::uuid as id,
         1 + abs(hashint4(i)) % 8 as stage,
         workers[1 + abs(hashint4(i + 7)) % array_length(workers, 1)] as worker,
         current_date - (i % 900) as day
  from generate_series(1, n) i;
  create temp table people on commit drop as
  select m.id as case_id, m.worker, m.day, m.stage, side.role, side.side,
         md5(m.id || side.side)::uuid as party, md5(m.id || side.side || 'file')::uuid as file,
         firsts[1 + abs(hashint4(m.i + side.n)) % 16] as given, lasts[1 + abs(hashint4(m.i * 3 + side.n)) % 20]
           || chr(97 + abs(hashint4(m.i)) % 26) || chr(97 + abs(hashint4(m.i + 5)) % 26) as family
  from made m, (values ('victim', 'harmed', 1), ('offender', 'responsible', 2)) side (role, side, n);

  insert into cases_case (id, scheme_id, reference, face, offence_group, source, started_by, is_sensitive,
      is_complex, is_custody, is_court_ordered, received_on, recorded_at)
    select id, s, format('%s-2026-%s-%s', prefix, lpad(i::text, 6, '0'),
        substr('ZABCDEFGHJKLMNPQRTUVWXY', ((26 * 1000000 + i) % 23) + 1, 1)),
      faces[stage], 'theft', 'police', 'harmed', false, false, false, false, day, now() from made;
  insert into cases_progress (id, scheme_id, case_id, stage, reason, since)
    select md5(id || 'progress')::uuid, s, id, stages[stage], '', day from made;
  insert into cases_offence (id, scheme_id, case_id, "group", subgroup, happened_on, markers)
    select md5(id || 'offence')::uuid, s, id, 'theft', '', day - 30, '[]' from made;
  insert into cases_party (id, scheme_id, case_id, role, side, number)
    select party, s, case_id, role, side, 1 from people;
  insert into cases_file (id, scheme_id, case_id, kind, party_id, side, opened_at)
    select file, s, case_id, 'party', party, side, now() from people;
  insert into cases_file (id, scheme_id, case_id, kind, party_id, side, opened_at)
    select md5(id || 'papers')::uuid, s, id, 'papers', null, 'neutral', now() from made;
  insert into cases_identity (id, scheme_id, file_id, given_names, family_name, known_as, organisation, sex,
      ethnicity, language, needs_interpreter, needs, identifiers)
    select md5(file || 'identity')::uuid, s, file, given, family, '', '', '', '', '', false, '', '{}' from people;
  insert into cases_safecontact (id, scheme_id, file_id, address, postcode, phone, email, may_write, may_phone,
      may_leave_message, may_text, may_email, no_disclosure, notes, from_on, recorded_at)
    select md5(file || 'contact')::uuid, s, file, '1 Sample Street', 'ZZ99 3VZ', '', '', true, true, false, false,
      false, false, '', day, now() from people;
  insert into cases_nametoken (id, scheme_id, file_id, token)
    select md5(file || lower(word))::uuid, s, file, lower(word) from people, unnest(array[given, family]) word;
  insert into cases_contact (id, scheme_id, file_id, happened_at, method, direction, result, note, next_where, recorded_at, correction_reason)
    select md5(file || 'call' || k)::uuid, s, file, day + k * interval '3 days', 'phone', 'out', 'reached',
      'Spoke about what happens next.', '', now(), '' from people, generate_series(1, 3) k where stage > 2;
  insert into referrals_referral (id, scheme_id, case_id, receipt, channel, source, kind, referrer_name,
      referrer_contact, happened_on, recorded_at, full_on, explained, in_area, heard_of_us)
    select md5(id || 'referral')::uuid, s, id, left('R-' || md5(id::text), 24), 'form', 'police', '', '', '', day,
      now(), day, '[]', '', '' from made;
  insert into deadlines_deadline (id, scheme_id, case_id, kind, label, started_on, due_on, met_on, waived_reason, recorded_at)
    select md5(id || 'deadline')::uuid, s, id, 'first_contact', '', day, day + 7,
      case when stage > 2 then day + 3 end, '', now() from made;
  insert into cases_allocation (id, scheme_id, case_id, user_id, is_lead, sides, state, offered_at, answered_at, note)
    select md5(id || 'allocation')::uuid, s, id, worker, true, 'both', 'accepted', now(), now(), '' from made where stage > 2;
  insert into cases_filegrant (id, scheme_id, user_id, permission_id, content_object_id, case_id, side, verb, kind,
      reason, since, given_at)
    select md5(f.id || 'grant' || v.verb)::uuid, s, m.worker, perm.id, f.id, f.case_id, f.side, v.verb, 'allocation',
      'Allocated to the case', m.day, now()
    from made m join cases_file f on f.case_id = m.id and f.scheme_id = s
    cross join (values (1, 'view_file'), (2, 'change_file'), (3, 'disclose_file')) v (verb, code)
    join auth_permission perm on perm.codename = v.code
    join django_content_type t on t.id = perm.content_type_id and t.app_label = 'cases' and t.model = 'file'
    where m.stage > 2;
end $bulk$;
