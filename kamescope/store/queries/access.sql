-- name: persons
SELECT email, name FROM persons ORDER BY email

-- name: grants
SELECT email, role, reach, company, team, kam, batch FROM grants
ORDER BY email, role, reach, company, team, kam, batch

-- name: forget_person
DELETE FROM persons WHERE email = $email

-- name: insert_person
INSERT INTO persons VALUES ($email, $name)

-- name: forget_grant
DELETE FROM grants
WHERE email = $email AND role = $role AND reach = $reach AND company = $company AND team = $team AND kam = $kam

-- name: grants_of
-- What is granted to somebody, and since when.
SELECT email, role, reach, company, team, kam, batch, given_at FROM grants WHERE email = $email
ORDER BY email, role, reach, company, team, kam, batch, given_at

-- name: granted_since
SELECT given_at
FROM grants
WHERE email = $email AND role = $role AND reach = $reach AND company = $company AND team = $team AND kam = $kam

-- name: insert_grant
INSERT INTO grants
VALUES ($email, $role, $reach, $company, $team, $kam, $batch, coalesce($since, now()::TIMESTAMP))

-- name: forget_grant_batch
DELETE FROM grants WHERE batch = $batch

-- name: forget_persons_without_grant
DELETE FROM persons WHERE email NOT IN (SELECT email FROM grants)
