-- What is sealed, once more: a table of which a process may change so much as one column is none of it.
GRANT CREATE ON SCHEMA public TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;
CREATE OR REPLACE FUNCTION sealed_sources() RETURNS TABLE (source text, key_column text, column_names text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  select c.relname::text, k.attname::text,
    (select array_agg(a.attname::text order by a.attname collate "C") from pg_attribute a
     where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)
  from pg_class c
  join pg_index i on i.indrelid = c.oid and i.indisprimary and i.indnkeyatts = 1
  join pg_attribute k on k.attrelid = c.oid and k.attnum = i.indkey[0]
  where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
    and exists (select 1 from pg_attribute s where s.attrelid = c.oid and s.attname = 'scheme_id'
                and not s.attisdropped)
    and has_table_privilege('rjcase_web', c.oid, 'INSERT')
    and not has_any_column_privilege('rjcase_web', c.oid, 'UPDATE')
    and not has_table_privilege('rjcase_web', c.oid, 'DELETE')
  order by c.relname collate "C"
$$;
SET LOCAL ROLE rjcase_owner;
REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
