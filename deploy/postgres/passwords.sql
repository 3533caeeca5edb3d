-- Give each role the password that the environment holds. The words never stand in a file.
-- Run after roles.sql, by a superuser, with all four in the environment of psql.

\set ON_ERROR_STOP on
SET log_statement = 'none';
SET log_min_error_statement = 'panic';

\getenv case_password CASE_PASSWORD
\getenv ladder_password LADDER_PASSWORD
\getenv followup_password FOLLOWUP_PASSWORD
\getenv gateway_password GATEWAY_PASSWORD

ALTER ROLE "case" PASSWORD :'case_password';
ALTER ROLE ladder PASSWORD :'ladder_password';
ALTER ROLE followup PASSWORD :'followup_password';
ALTER ROLE gateway PASSWORD :'gateway_password';
