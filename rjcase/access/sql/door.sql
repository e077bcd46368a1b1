-- The front door's tables belong to no scheme. Each process has what it needs and no more; the
-- functions of the definer and the sweep have nothing.
GRANT SELECT, INSERT, UPDATE ON access_throttle TO rjcase_web;
GRANT SELECT, DELETE ON access_throttle TO rjcase_worker;
GRANT SELECT, INSERT, UPDATE ON access_signin TO rjcase_web;
GRANT SELECT, DELETE ON access_signin TO rjcase_worker;
GRANT SELECT, INSERT, UPDATE ON access_accountmail TO rjcase_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON access_accountmail TO rjcase_worker;
-- django-allauth: second factors only. Its tables of e-mail addresses stay empty and shut.
GRANT SELECT, INSERT, UPDATE, DELETE ON mfa_authenticator TO rjcase_web;
