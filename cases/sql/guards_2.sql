-- The question of guards.sql, asked again with two more things seen: every number of a phone entry that
-- holds several or an extension, and the line of an address that names a house in a street.
GRANT CREATE ON SCHEMA public TO rjcase_definer;

SET LOCAL ROLE rjcase_definer;
DROP FUNCTION other_side_mentioned(uuid, text[], text[], text[], text[]);
SET LOCAL ROLE rjcase_owner;

-- Answers name, postcode, phone, email, address, never a value, and only to those who may write in the
-- file. What both sides share is no mention. The text comes folded, its words apart by single spaces.
CREATE FUNCTION other_side_mentioned(the_file uuid, in_words text[], in_postcodes text[], in_digits text[],
                                     in_emails text[], in_text text DEFAULT '')
RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
  with mine as (
    select f.* from cases_file f where f.scheme_id = ctx_scheme() and f.id = the_file and f.kind = 'party'
      and f.side in ('harmed', 'responsible') and may_change_file(f.id)),
  files as (
    select o.id, o.side <> m.side as is_other from mine m join cases_file o
      on o.scheme_id = m.scheme_id and o.case_id = m.case_id and o.kind = 'party'
      and o.side in ('harmed', 'responsible')),
  tokens as (
    select n.token, f.is_other from files f join cases_nametoken n
      on n.scheme_id = ctx_scheme() and n.file_id = f.id where n.token = any(in_words)),
  places as (
    select f.is_other, lower(c.email) as email, c.phone, c.address,
      regexp_replace(lower(c.postcode), '[^a-z0-9]', '', 'g') as postcode
    from files f join cases_safecontact c on c.scheme_id = ctx_scheme() and c.file_id = f.id),
  phones as (
    select p.is_other, regexp_replace(regexp_replace(n, '\D', '', 'g'), '^(0044|44|0)0?', '') as phone
    from places p, regexp_split_to_table(p.phone, '[^0-9+(). _·-]+') n),
  lines as (
    select p.is_other, trim(regexp_replace(lower(l), '[^a-z0-9]+', ' ', 'g')) as line
    from places p, regexp_split_to_table(p.address, '[\n,]+') l)
  select 'name' where exists (
      select 1 from tokens t where t.is_other and not exists (
        select 1 from tokens own where not own.is_other and own.token = t.token))
  union all
  select 'postcode' where exists (
      select 1 from places p where p.is_other and length(p.postcode) >= 5 and p.postcode = any(in_postcodes)
        and not exists (select 1 from places own where not own.is_other and own.postcode = p.postcode))
  union all
  select 'phone' where exists (
      select 1 from phones p, unnest(in_digits) d where p.is_other and length(p.phone) >= 6
        and position(p.phone in d) > 0
        and not exists (select 1 from phones own where not own.is_other and own.phone = p.phone))
  union all
  select 'email' where exists (
      select 1 from places p where p.is_other and p.email <> '' and p.email = any(in_emails)
        and not exists (select 1 from places own where not own.is_other and own.email = p.email))
  union all
  select 'address' where exists (
      select 1 from lines p where p.is_other and length(p.line) >= 8 and p.line ~ '[0-9].*[a-z]'
        and position(' ' || p.line || ' ' in ' ' || in_text || ' ') > 0
        and not exists (select 1 from lines own where not own.is_other and own.line = p.line))
$$;

DO $own$ declare f text := 'other_side_mentioned(uuid, text[], text[], text[], text[], text)'; begin
  execute format('ALTER FUNCTION %s OWNER TO rjcase_definer', f);
  set local role rjcase_definer;
  execute format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
  execute format('GRANT EXECUTE ON FUNCTION %s TO rjcase_web, rjcase_worker', f);
  set local role rjcase_owner;
end $own$;

REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
