-- Sealing of everything that is added and never changed. See docs/decisions/0013.
GRANT CREATE ON SCHEMA public TO rjcase_definer;

-- What is sealed: every scheme table the processes may add to and not change, with the name of its key.
CREATE FUNCTION sealed_sources() RETURNS TABLE (source text, key_column text, column_names text[])
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
    and not has_table_privilege('rjcase_web', c.oid, 'UPDATE')
    and not has_table_privilege('rjcase_web', c.oid, 'DELETE')
  order by c.relname collate "C"
$$;

-- A row as text, by the named columns alone, so that a column added later changes no digest.
CREATE FUNCTION sealed_text(whole jsonb, column_names text[]) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public AS $$
  select coalesce(jsonb_object_agg(pair.key, pair.value), '{}')::text
  from jsonb_each(whole) pair where pair.key = any (column_names)
$$;

-- Seal up to so many rows that no seal covers yet. Returns the seal's number and head; nothing if
-- there was nothing to seal. Each row's digest is made with a salt of its own: where the salt is
-- destroyed, the digest tells nothing of what it was made from and the chain still holds.
CREATE FUNCTION seal_history(at_most int) RETURNS TABLE (made_number bigint, made_head text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on SET timezone = 'UTC' AS $$
declare
  s record; the_seal uuid := uuidv7(); n bigint; done bigint := 0; added bigint;
  the_columns jsonb := '{}'; the_root text; before_head text; the_head text; at timestamptz := clock_timestamp();
begin
  if ctx_scope() is distinct from 'system' then
    raise exception 'history is sealed by the system' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtext('audit_historyseal'), ctx_scheme()::int);
  select number, head into n, before_head from audit_historyseal
    where scheme_id = ctx_scheme() order by number desc limit 1;
  n := coalesce(n, 0) + 1;
  for s in select * from sealed_sources() loop
    exit when done >= at_most;
    execute format(
      'insert into audit_historyleaf (id, scheme_id, seal_id, source, key, salt, digest)
       select uuidv7(), e.scheme_id, $1, $2, e.key, e.salt,
              sha256(e.salt || convert_to(sealed_text(e.whole, $3), ''UTF8''))
       from (select t.scheme_id, t.%1$I::text as key, uuid_send(gen_random_uuid()) as salt, to_jsonb(t) as whole
             from %2$I t where t.scheme_id = ctx_scheme() and not exists (
               select 1 from audit_historyleaf l where l.scheme_id = t.scheme_id and l.source = $2
                 and l.key = t.%1$I::text and l.salt is not null)
             order by t.%1$I limit $4) e', s.key_column, s.source)
      using the_seal, s.source, s.column_names, at_most - done;
    get diagnostics added = row_count;
    if added > 0 then
      done := done + added;
      the_columns := the_columns || jsonb_build_object(s.source, s.column_names);
    end if;
  end loop;
  if done = 0 then return; end if;
  select encode(sha256(convert_to(string_agg(l.source || '/' || l.key || ':' || encode(l.digest, 'hex'), E'\n'
           order by l.source collate "C", l.key collate "C"), 'UTF8')), 'hex') into the_root
    from audit_historyleaf l where l.scheme_id = ctx_scheme() and l.seal_id = the_seal;
  the_head := encode(sha256(convert_to(concat_ws('|', coalesce(before_head, ''), n, the_root, done, the_columns,
    to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.US')), 'UTF8')), 'hex');
  insert into audit_historyseal (id, scheme_id, number, columns, count, root, previous, head, signature, sealed_at)
    values (the_seal, ctx_scheme(), n, the_columns, done, the_root, coalesce(before_head, ''), the_head, '', at);
  return query select n, the_head;
end $$;

-- Put the signature, made with a key the database does not have, beside a seal; once.
CREATE FUNCTION sign_seal(the_number bigint, the_signature text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
begin
  if ctx_scope() is distinct from 'system' then
    raise exception 'history is sealed by the system' using errcode = '42501';
  end if;
  update audit_historyseal set signature = the_signature
    where scheme_id = ctx_scheme() and number = the_number and signature = '';
end $$;

DO $own$ declare f text; begin
  foreach f in array array['sealed_sources()', 'seal_history(int)', 'sign_seal(bigint, text)'] loop
    execute format('ALTER FUNCTION %s OWNER TO rjcase_definer', f);
    set local role rjcase_definer;
    execute format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    execute format('GRANT EXECUTE ON FUNCTION %s TO rjcase_web, rjcase_worker', f);
    set local role rjcase_owner;
  end loop;
end $own$;
GRANT EXECUTE ON FUNCTION sealed_text(jsonb, text[]) TO rjcase_definer;

REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
