-- name: preparation
-- How long the conversation with a KAM in a campaign (tokens) takes, and when it begins.
SELECT length, begins FROM preparations WHERE campaign = $campaign AND kam = $kam

-- name: prepared_questions
SELECT step, question, factor, chosen, wording, version
FROM prepared_questions
WHERE campaign = $campaign AND kam = $kam
ORDER BY version, question, factor

-- name: prepared_factors
SELECT code, rank FROM prepared_factors WHERE campaign = $campaign AND kam = $kam ORDER BY code

-- name: coach_notes
-- What one coach (token) wrote for themself, step by step.
SELECT step, note, version
FROM coach_notes
WHERE campaign = $campaign AND kam = $kam AND writer = $writer
ORDER BY step

-- name: notes_of_others
-- How many notes others wrote.
SELECT count(*) FROM coach_notes WHERE campaign = $campaign AND kam = $kam AND writer <> $writer

-- name: insert_preparation
INSERT INTO preparations VALUES ($campaign, $kam, $length, $begins)

-- name: insert_prepared_question
INSERT INTO prepared_questions VALUES ($campaign, $kam, $step, $question, $factor, $chosen, $wording, $version)

-- name: insert_prepared_factor
INSERT INTO prepared_factors VALUES ($campaign, $kam, $code, $rank)

-- name: insert_coach_note
INSERT INTO coach_notes VALUES ($campaign, $kam, $writer, $step, $note, $version)

-- name: forget_preparation
-- In one campaign, or ("") in all.
DELETE FROM preparations WHERE $campaign IN ('', campaign) AND kam = $kam

-- name: forget_prepared_questions
-- In one campaign, or ("") in all; one question of a step, or ("") all of them.
DELETE FROM prepared_questions
WHERE $campaign IN ('', campaign) AND kam = $kam AND $step IN ('', step)
  AND ($question = '' OR question = $question AND factor = $factor)

-- name: forget_prepared_factors
-- In one campaign, or ("") in all; one factor, or ("") all of them.
DELETE FROM prepared_factors WHERE $campaign IN ('', campaign) AND kam = $kam AND $code IN ('', code)

-- name: forget_coach_notes
-- In one campaign, or ("") in all, whoever wrote them.
DELETE FROM coach_notes WHERE $campaign IN ('', campaign) AND kam = $kam

-- name: forget_coach_note
DELETE FROM coach_notes WHERE campaign = $campaign AND kam = $kam AND writer = $writer AND step = $step
