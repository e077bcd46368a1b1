-- What somebody without an account may learn and do with the link that was sent to their work address. Each
-- function answers of the one link whose token the request shows, while it is live, and of nothing else.
GRANT CREATE ON SCHEMA public TO rjcase_definer;
SET LOCAL ROLE rjcase_definer;

-- The link of this browser; the agencies are those whose mail domain the address is in, today.
CREATE OR REPLACE FUNCTION guest_link()
RETURNS TABLE (id uuid, email text, agencies uuid[], became uuid, token_digest text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
  select g.id, g.email::text, array(
      select a.id from referrals_agencydomain d
      join referrals_agency a on a.scheme_id = d.scheme_id and a.id = d.agency_id and a.is_active
      where d.scheme_id = g.scheme_id and d.domain = g.domain and (g.agency_id is null or a.id = g.agency_id)
      order by a.name), g.became, g.visitor_key::text
  from referrals_guestlink g
  where g.scheme_id = ctx_scheme() and ctx_scope() = 'public' and ctx_file() is null
    and g.visitor_key = encode(sha256(convert_to(current_setting('rjcase.visitor', true), 'UTF8')), 'hex')
    and g.revoked_at is null and g.session_until > now() and g.ends_on >= current_date
$$;

-- Opens a link once, for one browser: what an earlier browser was typing goes over to this one, which the
-- earlier one then no longer reads. Digests only. Returns whether it was opened.
CREATE OR REPLACE FUNCTION open_guest_link(given text, fresh text, minutes int) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
declare the_link uuid;
begin
  if ctx_scope() is distinct from 'public' or ctx_file() is not null or length(fresh) <> 64 then
    raise exception 'a link is opened by the public' using errcode = '42501';
  end if;
  select g.id into the_link from referrals_guestlink g
    where g.scheme_id = ctx_scheme() and g.link_key = given and g.opened_at is null and g.revoked_at is null
      and g.link_until > now() and g.ends_on >= current_date
    for update;
  if not found then return false; end if;
  update referrals_guestlink set opened_at = now(), visitor_key = fresh,
      session_until = now() + make_interval(mins => least(minutes, 720))
    where scheme_id = ctx_scheme() and id = the_link;
  update referrals_guestpart set visitor_key = fresh where scheme_id = ctx_scheme() and draft_id in (
    select d.id from referrals_guestdraft d where d.scheme_id = ctx_scheme() and d.link_id = the_link);
  update referrals_guestdraft set visitor_key = fresh where scheme_id = ctx_scheme() and link_id = the_link;
  return true;
end $$;

-- What became of the one referral, in the neutral words; the coded reason only where the scheme said no.
CREATE OR REPLACE FUNCTION guest_progress()
RETURNS TABLE (receipt text, referred_on date, is_full boolean, face text, reason text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET row_security = on AS $$
  select r.receipt::text, r.happened_on, r.full_on is not null, c.face::text,
    case when c.face = 'not_taken_forward' then p.reason::text else '' end
  from guest_link() g
  join referrals_referral r on r.scheme_id = ctx_scheme() and r.id = g.became
  join cases_case c on c.scheme_id = r.scheme_id and c.id = r.case_id
  join cases_progress p on p.scheme_id = r.scheme_id and p.case_id = r.case_id
$$;

REVOKE ALL ON FUNCTION guest_link() FROM PUBLIC;
REVOKE ALL ON FUNCTION open_guest_link(text, text, int) FROM PUBLIC;
REVOKE ALL ON FUNCTION guest_progress() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION guest_link() TO rjcase_web, rjcase_worker;
GRANT EXECUTE ON FUNCTION open_guest_link(text, text, int) TO rjcase_web, rjcase_worker;
GRANT EXECUTE ON FUNCTION guest_progress() TO rjcase_web, rjcase_worker;
SET LOCAL ROLE rjcase_owner;
REVOKE CREATE ON SCHEMA public FROM rjcase_definer;
