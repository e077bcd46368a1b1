-- Two questions about the other side that are answered without showing it.
GRANT CREATE ON SCHEMA public TO rjcase_definer;

-- May the acting person change this file? The office may; others hold CHANGE on it.
CREATE FUNCTION may_change_file(the_file uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
  select ctx_file() is null and (ctx_scope() = 'office' or exists (
    select 1 from cases_filegrant g where g.scheme_id = ctx_scheme() and g.user_id = ctx_user()
      and g.content_object_id = the_file and g.verb = 2
      and g.since <= current_date and (g.until is null or g.until >= current_date)))
$$;

-- Which kinds of detail of the other side's people stand in a text, given what was found in it: words,
-- compact postcodes, runs of digits, addresses. Answers name, postcode, phone, email, never a value,
-- and only to those who may write in the file. A name or place that both sides share is no mention.
CREATE FUNCTION other_side_mentioned(the_file uuid, in_words text[], in_postcodes text[], in_digits text[], in_emails text[])
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
    select f.is_other, lower(c.email) as email,
      regexp_replace(lower(c.postcode), '[^a-z0-9]', '', 'g') as postcode,
      regexp_replace(regexp_replace(c.phone, '\D', '', 'g'), '^(0044|44|0)0?', '') as phone
    from files f join cases_safecontact c on c.scheme_id = ctx_scheme() and c.file_id = f.id)
  select 'name' where exists (
      select 1 from tokens t where t.is_other and not exists (
        select 1 from tokens own where not own.is_other and own.token = t.token))
  union all
  select 'postcode' where exists (
      select 1 from places p where p.is_other and length(p.postcode) >= 5 and p.postcode = any(in_postcodes)
        and not exists (select 1 from places own where not own.is_other and own.postcode = p.postcode))
  union all
  select 'phone' where exists (
      select 1 from places p, unnest(in_digits) d where p.is_other and length(p.phone) >= 6
        and position(p.phone in d) > 0
        and not exists (select 1 from places own where not own.is_other and own.phone = p.phone))
  union all
  select 'email' where exists (
      select 1 from places p where p.is_other and p.email <> '' and p.email = any(in_emails)
        and not exists (select 1 from places own where not own.is_other and own.email = p.email))
$$;

-- Has a victim of this case said yes to exploring? Yes or no, to those who hold a file of the case:
-- the order of approach depends on it, whichever side one works.
CREATE FUNCTION victim_agreed(in_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
  select (ctx_scope() in ('office', 'system') or exists (
      select 1 from cases_filegrant g where g.scheme_id = ctx_scheme() and g.user_id = ctx_user()
        and g.case_id = in_case and g.verb = 2
        and g.since <= current_date and (g.until is null or g.until >= current_date)))
    and exists (
      select 1 from cases_file f join cases_party p on p.scheme_id = f.scheme_id and p.id = f.party_id
      join lateral (
        select c.decision, c.is_free from cases_consent c
        where c.scheme_id = f.scheme_id and c.file_id = f.id and c.purpose = 'explore'
        order by c.recorded_at desc, c.id desc limit 1) live on true
      where f.scheme_id = ctx_scheme() and f.case_id = in_case and p.role = 'victim'
        and live.decision = 'given' and live.is_free)
$$;

DO $own$ declare f text; begin
  foreach f in array array[
    'may_change_file(uuid)', 'other_side_mentioned(uuid, text[], text[], text[], text[])',
    'victim_agreed(uuid)'] loop
    execute format('ALTER FUNCTION %s OWNER TO rjcase_definer', f);
    set local role rjcase_definer;
    execute format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    execute format('GRANT EXECUTE ON FUNCTION %s TO rjcase_web, rjcase_worker', f);
    set local role rjcase_owner;
  end loop;
end $own$;

REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
