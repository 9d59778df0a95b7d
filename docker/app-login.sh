#!/bin/sh
# The application's own login to the database, beside the owner's: see docs/adr/0015. Run by the image when the volume is
# made, and by hand in an installation that is older, or when the password changes; twice does no harm.
set -eu
: "${APP_DATABASE_PASSWORD_FILE:=/run/secrets/app_database_password}"
export APP_DATABASE_PASSWORD_FILE
# The password is read by psql itself, and stands on no command line.
psql --quiet -v ON_ERROR_STOP=1 -v login="${VO_APP_LOGIN:-vo_app}" \
    --username "${POSTGRES_USER:-vo}" --dbname "${POSTGRES_DB:-vo}" <<'SQL'
\set password `cat "$APP_DATABASE_PASSWORD_FILE"`
SELECT format('CREATE ROLE %I', :'login') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'login') \gexec
ALTER ROLE :"login" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'password';
SQL
