-- What the tables say against each other: each query counts what does not agree, 0 where all is well.

-- name: check_answers
-- Questionnaires of which the tables do not hold as many answers as they gave. Values, so that they are read.
SELECT count(*)
FROM respondents r
LEFT JOIN (
    SELECT respondent_id, count(value) AS found
    FROM (
        SELECT respondent_id, value FROM answers
        UNION ALL
        SELECT respondent_id, value FROM waiting_answers
        UNION ALL
        SELECT respondent_id, value FROM replaced_answers
    ) every
    GROUP BY respondent_id
) a ON a.respondent_id = r.respondent_id
WHERE r.answers <> coalesce(a.found, 0)

-- name: check_counting
-- Groups of a KAM in a campaign of which not as many answers count as their questionnaires say.
SELECT count(*)
FROM (
    SELECT campaign_id, kam_id, rater_group, sum(said) AS said, sum(found) AS found
    FROM (
        SELECT campaign_id, kam_id, rater_group, counting AS said, 0 AS found FROM respondents WHERE state = 'counted'
        UNION ALL
        SELECT campaign_id, kam_id, rater_group, 0, 1 FROM answers WHERE value IS NOT NULL
    ) each
    GROUP BY campaign_id, kam_id, rater_group
) places
WHERE said <> found

-- name: check_owners
-- Answers of no questionnaire, or of one about another KAM, campaign or group.
SELECT count(*)
FROM (
    SELECT campaign_id, kam_id, rater_group, respondent_id FROM answers
    UNION ALL
    SELECT campaign_id, kam_id, rater_group, respondent_id FROM waiting_answers
    UNION ALL
    SELECT campaign_id, kam_id, rater_group, respondent_id FROM replaced_answers
) a
LEFT JOIN respondents r
    ON r.respondent_id = a.respondent_id AND r.campaign_id = a.campaign_id AND r.kam_id = a.kam_id
    AND r.rater_group = a.rater_group
WHERE r.respondent_id IS NULL

-- name: check_comments
-- Comments of no questionnaire, of one about another KAM, campaign or group, or not kept where it is.
SELECT count(*)
FROM (
    SELECT campaign_id, kam_id, rater_group, respondent_id, text, true AS counts FROM comments
    UNION ALL
    SELECT campaign_id, kam_id, rater_group, respondent_id, text, false FROM waiting_comments
) c
LEFT JOIN respondents r
    ON r.respondent_id = c.respondent_id AND r.campaign_id = c.campaign_id AND r.kam_id = c.kam_id
    AND r.rater_group = c.rater_group
WHERE r.respondent_id IS NULL OR (r.state = 'counted') <> c.counts OR c.text IS NULL

-- name: check_twice
-- Questionnaires of one number, and items that one questionnaire answers twice.
SELECT (
    SELECT count(*)
    FROM (SELECT respondent_id FROM respondents GROUP BY respondent_id HAVING count(*) > 1) same
) + (
    SELECT count(*)
    FROM (
        SELECT respondent_id, item
        FROM (
            SELECT respondent_id, item FROM answers
            UNION ALL
            SELECT respondent_id, item FROM waiting_answers
            UNION ALL
            SELECT respondent_id, item FROM replaced_answers
        ) every
        GROUP BY respondent_id, item
        HAVING count(*) > 1
    ) same
)

-- name: check_journal
-- Imports that are not undone and brought, or brought again, not as many questionnaires as the journal says. Databases
-- of the first version did not keep who was brought again.
SELECT count(*)
FROM (
    SELECT i.import_id, i.respondents, i.skipped, (
        SELECT count(*) FROM respondents r WHERE r.import_id = i.import_id
    ) + (
        SELECT count(*) FROM also_brought b WHERE b.import_id = i.import_id
    ) AS found
    FROM imports i
    WHERE i.undone_at IS NULL
) lines
WHERE found <> respondents AND found <> respondents - skipped

-- name: check_imports
-- Questionnaires, and people rated, of an import that the journal does not know or that is undone.
SELECT count(*)
FROM (
    SELECT import_id FROM respondents
    UNION ALL
    SELECT import_id FROM also_brought
    UNION ALL
    SELECT import_id FROM import_people
) brought
LEFT JOIN imports i ON i.import_id = brought.import_id AND i.undone_at IS NULL
WHERE i.import_id IS NULL

-- name: check_people
-- Who is rated in a campaign and not enrolled there or the other way round; campaigns, KAMs or models that are missing.
SELECT (
    SELECT count(*)
    FROM (
        SELECT campaign_id, kam_id FROM respondents
        UNION
        SELECT campaign_id, kam_id FROM import_people
        UNION
        SELECT campaign_id, kam_id FROM expected
    ) rated
    LEFT JOIN enrolments e ON e.campaign_id = rated.campaign_id AND e.kam_id = rated.kam_id
    WHERE e.kam_id IS NULL
) + (
    SELECT count(*)
    FROM enrolments e
    LEFT JOIN campaigns c ON c.campaign_id = e.campaign_id
    LEFT JOIN models m ON m.model_id = c.model_id
    LEFT JOIN kams k ON k.kam_id = e.kam_id
    WHERE c.campaign_id IS NULL OR m.model_id IS NULL OR k.kam_id IS NULL
)

-- name: check_version
-- The counter of changes stands below the number of imports, or the last cell or number given below one in use.
SELECT (
    SELECT count(*) FROM meta
    WHERE key = 'data_version' AND CAST(value AS BIGINT) < (SELECT count(*) FROM imports)
) + (
    SELECT count(*) FROM meta
    WHERE key = 'cells' AND CAST(value AS BIGINT) < (
        SELECT coalesce(max(cell), 0)
        FROM (
            SELECT cell FROM respondents
            UNION ALL
            SELECT cell FROM answers
            UNION ALL
            SELECT cell FROM waiting_answers
        ) given
    )
) + (
    SELECT count(*) FROM meta
    WHERE key = 'imports' AND CAST(value AS BIGINT) < (SELECT coalesce(max(import_id), 0) FROM imports)
       OR key = 'grant_files' AND CAST(value AS BIGINT) < (SELECT coalesce(max(batch), 0) FROM grants)
) + (SELECT 4 - count(*) FROM meta WHERE key IN ('data_version', 'cells', 'imports', 'grant_files'))

-- name: check_widest
-- How far answers reach in each campaign: the last group, the last item, the lowest and the highest answer.
SELECT campaign_id, max(rater_group), max(item), min(value), max(value)
FROM (
    SELECT campaign_id, rater_group, item, value FROM answers
    UNION ALL
    SELECT campaign_id, rater_group, item, value FROM waiting_answers
    UNION ALL
    SELECT campaign_id, rater_group, item, value FROM replaced_answers
) every
GROUP BY campaign_id

-- name: holdings
-- How much there is: imports that are not undone, questionnaires, answers that they gave.
SELECT (SELECT count(*) FROM imports WHERE undone_at IS NULL),
       (SELECT count(*) FROM respondents),
       (SELECT coalesce(sum(answers), 0) FROM respondents)

-- name: shape
-- Every column of every table and view.
SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = current_schema()

-- name: columns
-- The columns of every table, in order.
SELECT c.table_name, c.column_name
FROM information_schema.columns c
JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
ORDER BY c.table_name, c.ordinal_position

-- name: check_versions
-- Figures of no release or twice of one, and those of which the model is not there.
SELECT count(*)
FROM (
    SELECT campaign, kam, version, max(model) AS model, count(*) AS times FROM versions GROUP BY campaign, kam, version
) v
LEFT JOIN releases r ON r.campaign = v.campaign AND r.kam = v.kam AND r.version = v.version
LEFT JOIN version_models m ON m.digest = v.model
WHERE v.times > 1 OR r.version IS NULL OR m.digest IS NULL

-- name: check_plans
-- Priorities of a plan without their steps or twice in one place; steps, and what they rest on, of no priority.
SELECT (
    SELECT count(*)
    FROM plan_evidence e
    LEFT JOIN plans p ON p.campaign = e.campaign AND p.kam = e.kam AND p.position = e.position
    WHERE p.position IS NULL
) + count(*)
FROM (SELECT campaign, kam, position, count(*) AS times FROM plans GROUP BY campaign, kam, position) p
FULL JOIN (
    SELECT campaign, kam, position, count(*) AS steps, count(DISTINCT days) AS days
    FROM plan_steps
    GROUP BY campaign, kam, position
) s ON s.campaign = p.campaign AND s.kam = p.kam AND s.position = p.position
WHERE p.times IS DISTINCT FROM 1 OR s.steps IS DISTINCT FROM 3 OR s.days IS DISTINCT FROM 3

-- name: check_prepared
-- What is prepared twice: a length, a question, a factor, a note of one coach; and two factors in one place.
SELECT count(*)
FROM (
    SELECT 1
    FROM (
        SELECT campaign, kam, 'length' AS what, '' AS part FROM preparations
        UNION ALL
        SELECT campaign, kam, concat('question ', step), concat_ws(' ', question, factor) FROM prepared_questions
        UNION ALL
        SELECT campaign, kam, 'factor', code FROM prepared_factors
        UNION ALL
        SELECT campaign, kam, 'place', CAST(rank AS VARCHAR) FROM prepared_factors WHERE rank < 4
        UNION ALL
        SELECT campaign, kam, concat('note ', step), writer FROM coach_notes
    ) kept
    GROUP BY campaign, kam, what, part
    HAVING count(*) > 1
) twice

-- name: check_levers
-- Files of instruments that hold not as many rows as they say; rows and people of no such file; rows of nobody named.
SELECT (
    SELECT count(*)
    FROM lever_files f
    WHERE f.row_count <> (SELECT count(*) FROM lever_rows r WHERE r.file_id = f.file_id)
) + (
    SELECT count(*)
    FROM (SELECT file_id FROM lever_rows UNION SELECT file_id FROM lever_people) held
    LEFT JOIN lever_files f ON f.file_id = held.file_id
    WHERE f.file_id IS NULL
) + (
    SELECT count(*)
    FROM lever_rows r
    LEFT JOIN lever_people p ON p.file_id = r.file_id AND p.person = r.person
    WHERE r.person <> 0 AND p.person IS NULL
)
