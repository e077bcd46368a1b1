#!/bin/bash
# Make the roles and the database of RJCase on a PostgreSQL 18 server. Safe to run again.
#
# Run it as a superuser (PGHOST, PGUSER, PGPASSWORD… as for psql). Each of these, when set, becomes the
# password of its login: RJCASE_{WEB,WORKER,SCHED,MIGRATOR,OPS}_PASSWORD.
# The postgres image runs it by itself when its volume is empty (docker-compose.yml).
set -euo pipefail

here=${RJCASE_SQL:-$(dirname "$0")/../rjcase/embedded}
export PGUSER=${PGUSER:-${POSTGRES_USER:-postgres}}
psql=(psql --no-psqlrc --quiet --set ON_ERROR_STOP=1)

"${psql[@]}" --dbname postgres --file "$here/roles.sql"
"${psql[@]}" --dbname template1 --file "$here/database.sql"
if [ -z "$("${psql[@]}" --dbname postgres --tuples-only --command \
    "select 1 from pg_database where datname = 'rjcase'")" ]; then
    "${psql[@]}" --dbname postgres --command 'create database rjcase owner rjcase_owner'
fi
"${psql[@]}" --dbname rjcase --file "$here/database.sql"

for role in web worker sched migrator ops; do
    variable="RJCASE_${role^^}_PASSWORD"
    if [ -n "${!variable:-}" ]; then
        # By the environment: a password on a command line is seen by every account of the host.
        RJCASE_THIS_PASSWORD=${!variable} "${psql[@]}" --dbname postgres --set "role=rjcase_$role" <<'SQL'
\getenv secret RJCASE_THIS_PASSWORD
alter role :"role" password :'secret';
SQL
    fi
done
