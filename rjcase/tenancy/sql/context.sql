-- The signed context: what the database believes about who acts. See docs/decisions/0002.
GRANT CREATE ON SCHEMA public TO rjcase_definer;

-- Inner and outer pads of the HMAC keys; two may be live while a key is rotated.
CREATE TABLE context_key (
  fingerprint text PRIMARY KEY,
  ipad bytea NOT NULL,
  opad bytea NOT NULL,
  live boolean NOT NULL DEFAULT true
);
ALTER TABLE context_key OWNER TO rjcase_definer;

-- Part n of the context, or null on any doubt: absent, edited, replayed on another backend, expired.
CREATE FUNCTION ctx_part(n int) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare
  setting text := current_setting('rjcase.ctx', true);
  parts text[];
  body text;
begin
  if setting is null or setting = '' then return null; end if;
  parts := string_to_array(setting, '|');
  if array_length(parts, 1) <> 7 or parts[5] <> pg_backend_pid()::text
     or parts[6]::bigint < extract(epoch from clock_timestamp()) then
    return null;
  end if;
  body := array_to_string(parts[1:6], '|');
  if not exists (
    select 1 from context_key k
    where k.live
      and encode(sha256(k.opad || sha256(k.ipad || convert_to(body, 'UTF8'))), 'hex') = parts[7]
  ) then
    return null;
  end if;
  return nullif(parts[n], '');
exception when others then
  return null;
end $$;
ALTER FUNCTION ctx_part(int) OWNER TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;
REVOKE ALL ON FUNCTION ctx_part(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx_part(int) TO rjcase_owner, rjcase_web, rjcase_worker, rjcase_sched, rjcase_ops;
SET LOCAL ROLE rjcase_owner;

CREATE FUNCTION ctx_scheme() RETURNS bigint LANGUAGE sql STABLE AS 'select ctx_part(1)::bigint';
CREATE FUNCTION ctx_user() RETURNS bigint LANGUAGE sql STABLE AS 'select ctx_part(2)::bigint';
CREATE FUNCTION ctx_scope() RETURNS text LANGUAGE sql STABLE AS 'select ctx_part(3)';
CREATE FUNCTION ctx_file() RETURNS uuid LANGUAGE sql STABLE AS 'select ctx_part(4)::uuid';
REVOKE ALL ON FUNCTION ctx_scheme(), ctx_user(), ctx_scope(), ctx_file() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ctx_scheme(), ctx_user(), ctx_scope(), ctx_file()
  TO rjcase_definer, rjcase_web, rjcase_worker, rjcase_sched, rjcase_ops;

REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
GRANT SELECT ON django_migrations TO rjcase_web, rjcase_worker, rjcase_sched;
