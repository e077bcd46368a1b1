-- Destroying a person's data for good, so that the chain over history still verifies.
-- See docs/decisions/0020. Only these functions delete; the processes' own rights stay as they are.
GRANT CREATE ON SCHEMA public TO rjcase_definer;

-- Is the open transaction one that erases? For triggers that otherwise refuse to change a row.
CREATE FUNCTION is_erasing() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
  select exists (select 1 from rights_erasure where scheme_id = ctx_scheme() and done_at is null
                 and running_in = pg_current_xact_id()::text)
$$;

-- Scheme tables by the column that ties a row to a file or a case; history apart from what it tells of.
CREATE FUNCTION tied_tables(by_column text) RETURNS TABLE (t text, key_column text, is_history boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  select c.relname::text, k.attname::text, k.attname = 'pgh_id'
  from pg_class c
  join pg_index i on i.indrelid = c.oid and i.indisprimary and i.indnkeyatts = 1
  join pg_attribute k on k.attrelid = c.oid and k.attnum = i.indkey[0]
  where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
    and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'scheme_id')
    and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = by_column
                and not a.attisdropped)
  order by 1
$$;

-- What stays when a file goes: nothing about a person stands there, and figures and reminders need it.
CREATE FUNCTION stays_when_a_file_goes(t text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public AS $$
  select regexp_replace(t, 'event$', '') = any (array['deadlines_deadline', 'cases_jointshare',
    'conferences_participant', 'rights_erasure', 'rights_opening', 'cases_file'])
$$;

-- Run a statement that deletes or changes rows and returns their keys; the digests of those rows lose
-- their salt. Returns how many rows it was.
CREATE FUNCTION destroy(the_erasure uuid, t text, statement text, ids uuid[], words text[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare n bigint;
begin
  execute format(
    'with gone as (%s), let_go as (
       update audit_historyleaf l set salt = null, erased_by = %L::uuid from gone
       where l.scheme_id = ctx_scheme() and l.source = %L and l.key = gone.key and l.salt is not null
       returning 1)
     select count(*) from gone', statement, the_erasure, t) into n using ids, words;
  return n;
end $$;

-- Delete rows of a table by their keys, whatever hangs from them, and their history.
CREATE FUNCTION erase_rows(the_erasure uuid, t text, ids uuid[]) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare k record; below uuid[]; n bigint; counts jsonb := '{}';
begin
  if coalesce(array_length(ids, 1), 0) = 0 then return counts; end if;
  for k in
    select con.conrelid::regclass::text as child, a.attname::text as col, a.attnotnull as needed
    from pg_constraint con
    join pg_attribute a on a.attrelid = con.conrelid and a.attnum = any (con.conkey) and a.attname <> 'scheme_id'
    where con.contype = 'f' and con.confrelid = t::regclass and array_length(con.conkey, 1) = 2
  loop
    execute format('select array_agg(id) from %I where scheme_id = ctx_scheme() and %I = any ($1)
                    and not (%L = %L and id = any ($1))', k.child, k.col, k.child, t) into below using ids;
    if below is null then continue; end if;
    if k.needed then
      counts := add_counts(counts, erase_rows(the_erasure, k.child, below));
    else
      perform destroy(the_erasure, k.child, format(
        'update %I set %I = null where scheme_id = ctx_scheme() and id = any ($1) returning id::text as key',
        k.child, k.col), below, null);
    end if;
  end loop;
  n := destroy(the_erasure, t, format(
    'delete from %I where scheme_id = ctx_scheme() and id = any ($1) returning id::text as key', t), ids, null);
  counts := add_counts(counts, jsonb_build_object(t, n));
  if to_regclass(quote_ident(t || 'event')) is not null then
    n := destroy(the_erasure, t || 'event', format(
      'delete from %I where scheme_id = ctx_scheme() and pgh_obj_id = any ($1) returning pgh_id::text as key',
      t || 'event'), ids, null);
    counts := add_counts(counts, jsonb_build_object(t || 'event', n));
  end if;
  return counts;
end $$;

CREATE FUNCTION add_counts(a jsonb, b jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public AS $$
  select coalesce(jsonb_object_agg(key, n) filter (where n > 0), '{}') from (
    select key, sum(value::bigint) as n
    from (select * from jsonb_each_text(a) union all select * from jsonb_each_text(b)) both_of group by key) s
$$;

-- The words that would betray a person: names, dates of birth, addresses and numbers, of now and before,
-- as two patterns: found in any spelling, and found as they are written (given names, short names).
CREATE FUNCTION telling_words(the_file uuid) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
  with people as (
    select given_names, family_name, known_as, organisation, date_of_birth, identifiers
      from cases_identity where scheme_id = ctx_scheme() and file_id = the_file
    union select given_names, family_name, known_as, organisation, date_of_birth, identifiers
      from cases_identityevent where scheme_id = ctx_scheme() and file_id = the_file),
  places as (
    select address, postcode, phone, email from cases_safecontact
      where scheme_id = ctx_scheme() and file_id = the_file
    union select address, postcode, phone, email from cases_safecontactevent
      where scheme_id = ctx_scheme() and file_id = the_file),
  shared as (  -- a name that somebody else in the case has too stays theirs
    select distinct n.token from cases_file mine
    join cases_file other on other.scheme_id = mine.scheme_id and other.case_id = mine.case_id and other.id <> mine.id
    join cases_nametoken n on n.scheme_id = other.scheme_id and n.file_id = other.id
    where mine.scheme_id = ctx_scheme() and mine.id = the_file),
  raw (word, exact) as (
    select trim(given_names || ' ' || family_name), false from people
    union select family_name, length(family_name) < 5 from people
    union select organisation, false from people
    union select known_as, true from people
    union select piece, true from people, regexp_split_to_table(given_names, '\s+') piece
    union select upper(piece), true from people, regexp_split_to_table(given_names, '\s+') piece
    union select date_of_birth::text, false from people
    union select to_char(date_of_birth, 'DD/MM/YYYY'), false from people
    union select to_char(date_of_birth, 'FMDD FMMonth YYYY'), false from people
    union select v #>> '{}', false from people, jsonb_path_query(identifiers, '$.** ? (@.type() == "string")') v
    union select trim(line), false from places, regexp_split_to_table(address, '[\n,]+') line where length(trim(line)) > 5
    union select email, false from places),
  literal as (
    select distinct exact, '(?<![[:alnum:]])' || regexp_replace(word, '([^[:alnum:][:space:]])', '\\\1', 'g') || '(?![[:alnum:]])' as pattern
    from raw where length(word) > 2 and lower(word) not in (select token from shared)
    union
    select false, '(?<![[:alnum:]])' || substr(p, 1, length(p) - 3) || '[\s-]{0,3}' || right(p, 3) || '(?![[:alnum:]])'
    from (select regexp_replace(postcode, '[^A-Za-z0-9]', '', 'g') p from places) c where length(p) >= 5
    union
    select false, '(?<![0-9])((\+|00)44[\s()-]{0,3}|0)?0?' || regexp_replace(substr(p, 1, length(p) - 1), '(.)', '\1[\s()./-]{0,3}', 'g')
      || right(p, 1) || '(?![0-9])'
    from (select regexp_replace(regexp_replace(phone, '\D', '', 'g'), '^(0044|44|0)0?', '') p from places) c where length(p) >= 6)
  select array[
    (select string_agg(pattern, '|' order by length(pattern) desc) from literal where not exact),
    (select string_agg(pattern, '|' order by length(pattern) desc) from literal where exact)]
$$;

-- A text without the words that would betray a person.
CREATE FUNCTION without_words(given text, words text[]) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public AS $$
  select case when words[2] is null then once else regexp_replace(once, words[2], '[erased]', 'g') end
  from (select case when words[1] is null then given else regexp_replace(given, words[1], '[erased]', 'gi') end as once) s
$$;
CREATE FUNCTION has_words(given text, words text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public AS $$
  select coalesce(given ~* words[1], false) or coalesce(given ~ words[2], false)
$$;

-- The same words with the sentences they stand in: what surrounds a name tells of its bearer.
CREATE FUNCTION with_sentences(words text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public AS $$
  select array_agg('[^.!?\n]*(?:' || word || ')[^.!?\n]*[.!?]*' order by place) from unnest(words) with ordinality as w (word, place)
$$;

-- Take the telling words out of every text of the rows that a condition picks. The first two patterns are
-- for structured answers, the other two for texts.
CREATE FUNCTION scrub(the_erasure uuid, t text, key_column text, where_sql text, ids uuid[], words text[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare c record; sets text[] := '{}'; hits text[] := '{}';
begin
  for c in select a.attname::text as name, y.typname::text as type from pg_attribute a join pg_type y on y.oid = a.atttypid
           where a.attrelid = quote_ident(t)::regclass and a.attnum > 0 and not a.attisdropped
             and (y.typname in ('text', 'jsonb') or (y.typname = 'varchar' and a.atttypmod - 4 >= 40))
             and a.attname not in ('pgh_label', 'pgh_context', 'digest', 'sha256', 'token', 'reference')
  loop
    if c.type = 'jsonb' then
      sets := sets || format('%1$I = case when has_words(replace(%1$I::text, ''\n'', '' ''), $2[1:2])
        then without_words(replace(%1$I::text, ''\n'', '' ''), $2[1:2])::jsonb else %1$I end', c.name);
      hits := hits || format('has_words(replace(%I::text, ''\n'', '' ''), $2[1:2])', c.name);
    else
      sets := sets || format('%1$I = left(without_words(%1$I, $2[3:4]), coalesce(nullif(%2$s, 0), 1000000000))', c.name,
        coalesce((select greatest(a.atttypmod - 4, 0) from pg_attribute a
                  where a.attrelid = quote_ident(t)::regclass and a.attname = c.name), 0));
      hits := hits || format('has_words(%I, $2[3:4])', c.name);
    end if;
  end loop;
  if hits = '{}' then return 0; end if;
  return destroy(the_erasure, t, format('update %I set %s where scheme_id = ctx_scheme() and (%s) and (%s) returning %I::text as key',
    t, array_to_string(sets, ', '), where_sql, array_to_string(hits, ' or '), key_column), ids, words);
end $$;

-- Propose to destroy a party's file (in answer to a request) or a whole case (kept long enough). Office.
CREATE FUNCTION propose_erasure(new_id uuid, the_case uuid, the_file uuid, the_basis text, the_rule text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
begin
  if ctx_scope() is distinct from 'office' or ctx_file() is not null then
    raise exception 'only the RJ office proposes an erasure' using errcode = '42501';
  end if;
  if the_file is not null and not exists (select 1 from cases_file where scheme_id = ctx_scheme()
      and id = the_file and case_id = the_case and kind = 'party') then
    raise exception 'there is no such file' using errcode = 'P0002';
  end if;
  if the_file is null and not exists (select 1 from cases_case where scheme_id = ctx_scheme() and id = the_case
      and closed_on is not null) then
    raise exception 'only a closed case is destroyed as a whole' using errcode = '23514';
  end if;
  insert into rights_erasure (id, scheme_id, case_id, file_id, basis, rule, proposed_by_id, proposed_at,
      counts, leaves, proof, running_in)
    values (new_id, ctx_scheme(), the_case, the_file, the_basis, the_rule, ctx_user(), now(), '{}', 0, '', '');
end $$;

-- Take a proposal back. Office.
CREATE FUNCTION cancel_erasure(the_erasure uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
begin
  if ctx_scope() is distinct from 'office' or ctx_file() is not null then
    raise exception 'only the RJ office takes a proposal back' using errcode = '42501';
  end if;
  update rights_erasure set cancelled_at = now()
    where scheme_id = ctx_scheme() and id = the_erasure and done_at is null and cancelled_at is null;
end $$;

-- Destroy what an erasure names. Called by the two functions below only. Documents that name the person
-- though they hang from another file are given by their ids: their text cannot be read here.
CREATE FUNCTION erase_now(the_erasure uuid, documents uuid[]) RETURNS jsonb
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
    words := array[concat_ws('|', words[1], f.w[1]), concat_ws('|', words[2], f.w[2])];
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
      continue when regexp_replace(s.t, 'event$', '') = any (array['cases_identity', 'cases_safecontact', 'cases_nametoken']);
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

-- What it would destroy, by table: it is done, counted and undone.
CREATE FUNCTION dry_run_erasure(the_erasure uuid, documents uuid[]) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare counts jsonb;
begin
  if ctx_scope() is distinct from 'office' or ctx_file() is not null then
    raise exception 'only the RJ office looks at what an erasure would do' using errcode = '42501';
  end if;
  perform 1 from rights_erasure where scheme_id = ctx_scheme() and id = the_erasure
    and done_at is null and cancelled_at is null for update;
  if not found then return '{}'; end if;
  counts := erase_now(the_erasure, documents);
  raise exception 'undo' using errcode = 'RJ001';
exception when sqlstate 'RJ001' then
  return counts;
end $$;

-- Do it: a manager, who did not propose it; never while the case is held.
CREATE FUNCTION carry_out_erasure(the_erasure uuid, documents uuid[]) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare e record; done jsonb;
begin
  if ctx_scope() is distinct from 'office' or ctx_file() is not null
     or not is_live_member(ctx_user(), array['manager']) then
    raise exception 'only a manager carries out an erasure' using errcode = '42501';
  end if;
  select * into e from rights_erasure where scheme_id = ctx_scheme() and id = the_erasure for update;
  if e is null then raise exception 'there is no such proposal' using errcode = 'P0002'; end if;
  if e.done_at is not null or e.cancelled_at is not null then return e.counts; end if;
  if e.proposed_by_id = ctx_user() then
    raise exception 'whoever proposes an erasure does not carry it out' using errcode = '42501';
  end if;
  if exists (select 1 from rights_hold where scheme_id = ctx_scheme() and case_id = e.case_id and released_on is null) then
    raise exception 'this case is held' using errcode = '23514';
  end if;
  done := erase_now(e.id, documents);
  update rights_erasure set done_at = now(), done_by_id = ctx_user(), counts = done, running_in = '',
    leaves = (select count(*) from audit_historyleaf l where l.scheme_id = ctx_scheme() and l.erased_by = e.id),
    proof = (select encode(sha256(convert_to(coalesce(string_agg(encode(l.digest, 'hex'), '' order by l.source collate "C",
        l.key collate "C", l.digest), ''), 'UTF8')), 'hex')
      from audit_historyleaf l where l.scheme_id = ctx_scheme() and l.erased_by = e.id)
    where scheme_id = ctx_scheme() and id = e.id;
  return done;
end $$;

-- Free words about a whole case that hang from no file: notes and reasons go, codes and dates stay.
CREATE FUNCTION empty_notes(the_erasure uuid, the_case uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare s record; sets text; counts jsonb := '{}'; n bigint;
begin
  for s in select * from tied_tables('case_id')
           where t not in ('rights_erasure', 'notifications_notification', 'cases_filegrant', 'cases_filegrantevent') loop
    select string_agg(format('%I = %L', a.attname, ''), ', ') into sets
    from pg_attribute a join pg_type y on y.oid = a.atttypid
    where a.attrelid = quote_ident(s.t)::regclass and a.attnum > 0 and not a.attisdropped and a.attnotnull
      and (y.typname = 'text' or (y.typname = 'varchar' and a.atttypmod - 4 >= 100))
      and a.attname not in ('pgh_label', 'rule');
    if sets is null then continue; end if;
    n := destroy(the_erasure, s.t, format('update %I set %s where scheme_id = ctx_scheme() and case_id = any ($1)
      returning %I::text as key', s.t, sets, s.key_column), array[the_case], null);
    counts := add_counts(counts, jsonb_build_object(s.t, n));
  end loop;
  return counts;
end $$;

DO $own$ declare f text; begin
  foreach f in array array[
    'is_erasing()', 'tied_tables(text)', 'destroy(uuid, text, text, uuid[], text[])',
    'erase_rows(uuid, text, uuid[])', 'telling_words(uuid)',
    'scrub(uuid, text, text, text, uuid[], text[])', 'propose_erasure(uuid, uuid, uuid, text, text)',
    'cancel_erasure(uuid)', 'carry_out_erasure(uuid, uuid[])', 'empty_notes(uuid, uuid)',
    'erase_now(uuid, uuid[])', 'dry_run_erasure(uuid, uuid[])'] loop
    execute format('ALTER FUNCTION %s OWNER TO rjcase_definer', f);
    set local role rjcase_definer;
    execute format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    set local role rjcase_owner;
  end loop;
  foreach f in array array['add_counts(jsonb, jsonb)', 'with_sentences(text[])', 'without_words(text, text[])', 'has_words(text, text[])',
    'stays_when_a_file_goes(text)'] loop
    execute format('GRANT EXECUTE ON FUNCTION %s TO rjcase_definer', f);
  end loop;
  foreach f in array array[
    'is_erasing()', 'propose_erasure(uuid, uuid, uuid, text, text)', 'cancel_erasure(uuid)',
    'carry_out_erasure(uuid, uuid[])', 'dry_run_erasure(uuid, uuid[])'] loop
    set local role rjcase_definer;
    execute format('GRANT EXECUTE ON FUNCTION %s TO rjcase_web, rjcase_worker', f);
    set local role rjcase_owner;
  end loop;
end $own$;

SET LOCAL ROLE rjcase_definer;
GRANT EXECUTE ON FUNCTION is_erasing() TO rjcase_owner;  -- triggers ask it in data migrations too
SET LOCAL ROLE rjcase_owner;

REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
