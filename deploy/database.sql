-- The database, by a superuser, once the roles kam_owner and kam_app are there: psql --file deploy/database.sql
CREATE DATABASE kamescope OWNER kam_owner ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0;
REVOKE ALL ON DATABASE kamescope FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE kamescope TO kam_app;

\connect kamescope
ALTER DEFAULT PRIVILEGES FOR ROLE kam_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO kam_app;
