-- A partner adds a file to a referral of their agency: into the papers, without reading back.
GRANT CREATE ON SCHEMA public TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;

-- Returns "" when it is kept (also when it was kept before), else why not: same, case, scheme, closed.
CREATE FUNCTION hand_in_upload(new_id uuid, the_referral uuid, given jsonb, the_content bytea, most jsonb)
RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare r record; papers uuid; known record; room bigint := octet_length(the_content); in_case bigint; of_case bigint;
begin
  if ctx_scope() is distinct from 'partner' or ctx_file() is not null then
    raise exception 'only a partner hands in a file here' using errcode = '42501';
  end if;
  select f.case_id, c.closed_on into r
    from referrals_referral f
    join referrals_agencymember m on m.scheme_id = f.scheme_id and m.agency_id = f.agency_id and m.user_id = ctx_user()
    join cases_case c on c.scheme_id = f.scheme_id and c.id = f.case_id
    where f.scheme_id = ctx_scheme() and f.id = the_referral;
  if r is null then raise exception 'there is no such referral of yours' using errcode = '42501'; end if;
  perform pg_advisory_xact_lock(hashtext('documents_upload'), ctx_scheme()::int);
  select id into papers from cases_file where scheme_id = ctx_scheme() and case_id = r.case_id and kind = 'papers';
  select file_id, by_id into known from documents_upload where scheme_id = ctx_scheme() and id = new_id;
  if found then
    return case when known.file_id = papers and known.by_id = ctx_user() then '' else 'same' end;
  end if;
  if papers is null or r.closed_on is not null then return 'closed'; end if;
  if exists (select 1 from documents_upload u where u.scheme_id = ctx_scheme() and u.file_id = papers
             and u.sha256 = given->>'sha256' and u.by_id = ctx_user() and not exists (
               select 1 from documents_retraction t where t.scheme_id = u.scheme_id and t.upload_id = u.id)) then
    return 'same';
  end if;
  select count(*), coalesce(sum(u.size), 0) into in_case, of_case from documents_upload u
    join cases_file f on f.scheme_id = u.scheme_id and f.id = u.file_id
    where u.scheme_id = ctx_scheme() and f.case_id = r.case_id;
  if in_case >= (most->>'case_count')::bigint or of_case + room > (most->>'case_bytes')::bigint then
    return 'case';
  end if;
  if (select coalesce(sum(u.size), 0) from documents_upload u where u.scheme_id = ctx_scheme()) + room
     > (most->>'scheme_bytes')::bigint then
    return 'scheme';
  end if;
  insert into documents_upload (id, scheme_id, file_id, number, title, kind, received_on, pages, size, sha256,
      content, is_scanned, by_id, recorded_at)
    select new_id, ctx_scheme(), papers, coalesce(max(u.number), 0) + 1, given->>'title', given->>'kind',
      (given->>'received_on')::date, (given->>'pages')::int, room, encode(sha256(the_content), 'hex'), the_content,
      (given->>'is_scanned')::boolean, ctx_user(), now()
    from documents_upload u where u.scheme_id = ctx_scheme() and u.file_id = papers;
  return '';
end $$;

-- What people of an agency have handed in to a referral: number, kind, size, when. Nothing of what it says.
CREATE FUNCTION handed_in(the_referral uuid) RETURNS TABLE (kind text, size int, recorded_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
  select u.kind::text, u.size, u.recorded_at
  from referrals_referral r
  join referrals_agencymember m on m.scheme_id = r.scheme_id and m.agency_id = r.agency_id and m.user_id = ctx_user()
  join cases_file f on f.scheme_id = r.scheme_id and f.case_id = r.case_id and f.kind = 'papers'
  join documents_upload u on u.scheme_id = f.scheme_id and u.file_id = f.id
  join referrals_agencymember b on b.scheme_id = u.scheme_id and b.user_id = u.by_id and b.agency_id = r.agency_id
  where r.scheme_id = ctx_scheme() and r.id = the_referral and ctx_scope() is not null and ctx_file() is null
  order by u.number
$$;

REVOKE ALL ON FUNCTION hand_in_upload(uuid, uuid, jsonb, bytea, jsonb), handed_in(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hand_in_upload(uuid, uuid, jsonb, bytea, jsonb), handed_in(uuid) TO rjcase_web, rjcase_worker;
SET LOCAL ROLE rjcase_owner;
REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
