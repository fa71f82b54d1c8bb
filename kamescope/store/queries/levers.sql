-- Files of the manager's other instruments, and their rows.

-- name: lever_files
-- Every file ever kept, the newest first.
SELECT file_id, instrument, file, columns, held_on, company, team, currency, row_count, choices, typed, demo, own,
       imported_at, who, replaced_by, undone_at
FROM lever_files
ORDER BY file_id DESC

-- name: lever_same
-- The same bytes, read alike, about the same day and team.
SELECT file_id
FROM lever_files
WHERE instrument = $instrument AND sha256 = $sha256 AND agreed = $agreed AND held_on = $held_on
  AND company = $company AND team = $team AND demo = $demo AND own = $own
  AND (NOT own OR who = $who) AND undone_at IS NULL AND replaced_by = 0

-- name: insert_lever_file
INSERT INTO lever_files
VALUES ($file_id, $instrument, $file, $sha256, $agreed, $columns, $held_on, $company, $team, $currency, $row_count,
        $choices, $typed, $demo, $own, CAST(now() AS TIMESTAMP), $who, 0, NULL)

-- name: insert_lever_people
INSERT INTO lever_people SELECT file_id, person, name, kam FROM staged_lever_people ORDER BY file_id, person

-- name: insert_lever_rows
INSERT INTO lever_rows
SELECT file_id, row_number, person, text_1, text_2, text_3, text_4, text_5, text_6, number_1, number_2, number_3,
       number_4, number_5, number_6, number_7, number_8, day_1, day_2, day_3
FROM staged_lever_rows
ORDER BY file_id, row_number

-- name: lever_rows
SELECT row_number, person, text_1, text_2, text_3, text_4, text_5, text_6, number_1, number_2, number_3, number_4,
       number_5, number_6, number_7, number_8, day_1, day_2, day_3
FROM lever_rows
WHERE file_id = $file_id
ORDER BY row_number

-- name: lever_rows_of
-- Of several files the rows that name one of some people, by the numbers that people have in any of these files.
SELECT file_id, row_number, person, text_1, text_2, text_3, text_4, text_5, text_6, number_1, number_2, number_3,
       number_4, number_5, number_6, number_7, number_8, day_1, day_2, day_3
FROM lever_rows
WHERE file_id = ANY(CAST($files AS INTEGER[])) AND person = ANY(CAST($persons AS INTEGER[]))
ORDER BY file_id, row_number

-- name: replace_levers
-- Files about the same day and team stand no more: a newer one takes their place. The demonstration's are apart, and so
-- is what each keeps of their own KAMs; what is typed takes the place only of what the same person typed about the same
-- people, and no file that of what is typed.
UPDATE lever_files
SET replaced_by = $file_id
WHERE instrument = $instrument AND held_on = $held_on AND company = $company AND team = $team
  AND demo = $demo AND own = $own AND typed = $typed AND (NOT (own OR typed) OR who = $who)
  AND undone_at IS NULL AND replaced_by = 0 AND file_id < $file_id
  AND (NOT typed OR NOT EXISTS (
        SELECT 1
        FROM lever_people p
        WHERE p.file_id IN ($file_id, lever_files.file_id)
        GROUP BY p.name, p.kam
        HAVING count(*) = 1))
RETURNING file_id

-- name: pass_lever_on
-- What a file that goes had replaced stands again (0), or is replaced by what had replaced that.
UPDATE lever_files SET replaced_by = $newer WHERE replaced_by = $file_id

-- name: lever_alive
SELECT replaced_by FROM lever_files WHERE file_id = $file_id AND undone_at IS NULL

-- name: undo_lever
UPDATE lever_files SET undone_at = CAST(now() AS TIMESTAMP), row_count = 0, replaced_by = 0 WHERE file_id = $file_id

-- name: forget_lever_rows
DELETE FROM lever_rows WHERE file_id = $file_id

-- name: forget_lever_people
DELETE FROM lever_people WHERE file_id = $file_id

-- name: lever_names
-- Everybody who is named in a file, or in one of them, and the KAM (token) they are taken for.
SELECT file_id, person, name, kam
FROM lever_people
WHERE $file_id = 0 OR file_id = $file_id
ORDER BY file_id, person

-- name: lever_row_counts
-- In how many rows of a file somebody is named.
SELECT file_id, person, count(*) FROM lever_rows WHERE person > 0 GROUP BY file_id, person

-- name: forget_lever_rows_of
DELETE FROM lever_rows WHERE file_id = $file_id AND person = $person

-- name: forget_lever_person
DELETE FROM lever_people WHERE file_id = $file_id AND person = $person

-- name: recount_levers
UPDATE lever_files
SET row_count = (SELECT count(*) FROM lever_rows r WHERE r.file_id = lever_files.file_id)
WHERE undone_at IS NULL

-- name: idle_levers
-- Files of which nothing is left, and what replaced them.
SELECT file_id, replaced_by FROM lever_files WHERE undone_at IS NULL AND row_count = 0

-- name: forget_lever_file
DELETE FROM lever_files WHERE file_id = $file_id

-- name: lever_texts
SELECT file_id, file, choices FROM lever_files

-- name: rewrite_lever
UPDATE lever_files SET file = $file, choices = $choices, sha256 = '' WHERE file_id = $file_id

-- name: rename_in_levers
UPDATE lever_files SET who = $token WHERE who = $email

-- name: forget_demo_lever_rows
DELETE FROM lever_rows WHERE file_id IN (SELECT file_id FROM lever_files WHERE demo)

-- name: forget_demo_lever_people
DELETE FROM lever_people WHERE file_id IN (SELECT file_id FROM lever_files WHERE demo)

-- name: forget_demo_lever_files
DELETE FROM lever_files WHERE demo
