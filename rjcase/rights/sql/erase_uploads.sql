-- Erasure, once more. Files that were handed in elsewhere in the case and name the person go too. A case
-- can be erased after one of its files was, or where nothing is known of one of its people: a file without
-- telling words adds no empty alternative to the pattern, which would be found everywhere. What an erasure
-- counted holds nothing of anybody and stays.
GRANT CREATE ON SCHEMA public TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;
CREATE OR REPLACE FUNCTION erase_now(the_erasure uuid, documents uuid[]) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare
  e record; s record; f record; party_files uuid[]; mixed_files uuid[]; all_files uuid[]; gone_files uuid[]; words text[]; found uuid[];
  counts jsonb := '{}'; n bigint;
begin
  select * into e from rights_erasure where scheme_id = ctx_scheme() and id = the_erasure;
  update rights_erasure set running_in = pg_current_xact_id()::text where scheme_id = ctx_scheme() and id = e.id;
  select array_agg(id), array_agg(id) filter (where kind = 'party'), array_agg(id) filter (where kind <> 'party')
    into all_files, party_files, mixed_files
    from cases_file where scheme_id = ctx_scheme() and case_id = e.case_id;
  gone_files := case when e.file_id is null then all_files else array[e.file_id] end;

  -- What would betray them, read before it goes.
  words := array[null, null]::text[];
  for f in select telling_words(id) as w from unnest(case when e.file_id is null then party_files else gone_files end) id loop
    words := array[concat_ws('|', nullif(words[1], ''), f.w[1]), concat_ws('|', nullif(words[2], ''), f.w[2])];
  end loop;
  words := array[nullif(words[1], ''), nullif(words[2], '')];

  -- The files themselves, with their history.
  for s in select * from tied_tables('file_id') where not stays_when_a_file_goes(t) and not is_history loop
    execute format('select array_agg(id) from %I where scheme_id = ctx_scheme() and file_id = any ($1)', s.t)
      into found using gone_files;
    counts := add_counts(counts, erase_rows(e.id, s.t, found));
  end loop;
  if e.file_id is null then
    for s in select * from tied_tables('joint_id') where not stays_when_a_file_goes(t) and not is_history loop
      execute format('select array_agg(id) from %I where scheme_id = ctx_scheme() and joint_id = any ($1)', s.t)
        into found using gone_files;
      counts := add_counts(counts, erase_rows(e.id, s.t, found));
    end loop;
  end if;
  select array_agg(id) into found from documents_document
    where scheme_id = ctx_scheme() and id = any (documents) and file_id = any (all_files);
  counts := add_counts(counts, erase_rows(e.id, 'documents_document', found));
  select array_agg(id) into found from documents_upload
    where scheme_id = ctx_scheme() and id = any (documents) and file_id = any (all_files);
  counts := add_counts(counts, erase_rows(e.id, 'documents_upload', found));
  for s in select * from tied_tables('file_id') where not stays_when_a_file_goes(t) and is_history loop
    n := destroy(e.id, s.t, format('delete from %I where scheme_id = ctx_scheme() and file_id = any ($1)
      returning pgh_id::text as key', s.t), gone_files, null);
    counts := add_counts(counts, jsonb_build_object(s.t, n));
  end loop;
  if e.file_id is null then
    for s in select * from tied_tables('joint_id') where not stays_when_a_file_goes(t) and is_history loop
      n := destroy(e.id, s.t, format('delete from %I where scheme_id = ctx_scheme() and joint_id = any ($1)
        returning pgh_id::text as key', s.t), gone_files, null);
      counts := add_counts(counts, jsonb_build_object(s.t, n));
    end loop;
  end if;

  -- Whoever else wrote of them in this case: the words go, and what surrounds them where it is nobody's own.
  if words[1] is not null or words[2] is not null then
    for s in select *, 'file_id' as tie from tied_tables('file_id')
             union all select *, 'joint_id' from tied_tables('joint_id') loop
      continue when regexp_replace(s.t, 'event$', '') = any (array['cases_identity', 'cases_safecontact', 'cases_nametoken',
        'rights_erasure']);
      n := scrub(e.id, s.t, s.key_column, format('%I = any ($1)', s.tie), party_files, words || words);
      counts := add_counts(counts, jsonb_build_object(s.t, n));
      n := scrub(e.id, s.t, s.key_column, format('%I = any ($1)', s.tie), mixed_files, words || with_sentences(words));
      counts := add_counts(counts, jsonb_build_object(s.t, n));
    end loop;
    for s in select * from tied_tables('case_id') where t <> 'rights_erasure' loop
      n := scrub(e.id, s.t, s.key_column, 'case_id = any ($1)', array[e.case_id], words || with_sentences(words));
      counts := add_counts(counts, jsonb_build_object(s.t, n));
    end loop;
    n := scrub(e.id, 'audit_readlog', 'id', 'files && $1', all_files, words || with_sentences(words));
    counts := add_counts(counts, jsonb_build_object('audit_readlog', n));
  end if;
  if e.file_id is null then counts := add_counts(counts, empty_notes(e.id, e.case_id)); end if;

  return counts;
end $$;
SET LOCAL ROLE rjcase_owner;
REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
