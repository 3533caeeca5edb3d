-- One database and one role per service; nobody reads, or even connects to, a neighbour's.
-- Run once by a superuser: psql -f deploy/postgres/roles.sql. It can be run again at any time.
-- The roles have no password here: see passwords.sql, or use certificates.

\set ON_ERROR_STOP on

SELECT format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT', service)
FROM unnest(ARRAY['case', 'ladder', 'followup', 'gateway']) AS service
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = service)
\gexec

SELECT format('CREATE DATABASE %1$I OWNER %1$I ENCODING ''UTF8'' TEMPLATE template0', service)
FROM unnest(ARRAY['case', 'ladder', 'followup', 'gateway']) AS service
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = service)
\gexec

SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', datname)
FROM pg_database WHERE datallowconn
\gexec

-- Inside its database a service owns its schema, for migrations and for rebuilding read models.
\connect "case"
ALTER SCHEMA public OWNER TO "case";
REVOKE ALL ON SCHEMA public FROM PUBLIC;
\connect ladder
ALTER SCHEMA public OWNER TO ladder;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
\connect followup
ALTER SCHEMA public OWNER TO followup;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
\connect gateway
ALTER SCHEMA public OWNER TO gateway;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
