-- name: plans
-- The priorities of a KAM in a campaign (tokens).
SELECT position, version, level, code, figures, goal_when, goal_then, first_step, helper, sign, decided
FROM plans
WHERE campaign = $campaign AND kam = $kam
ORDER BY position

-- name: plan_outlines
-- Every step of every plan of a campaign (token), with what its priority is about.
SELECT kam, position, level, code, state
FROM plans
JOIN plan_steps USING (campaign, kam, position)
WHERE campaign = $campaign
ORDER BY kam, position, days

-- name: plan_steps
SELECT position, days, due, state, line
FROM plan_steps
WHERE campaign = $campaign AND kam = $kam
ORDER BY position, days

-- name: plan_evidence
-- What rests on files of instruments, and what became of each file since.
SELECT e.position, e.place, e.instrument, e.file_id, e.held_on, e.currency, e.figures,
       CASE WHEN f.file_id IS NULL THEN 'gone'
            WHEN f.undone_at IS NOT NULL THEN 'undone'
            WHEN f.replaced_by <> 0 THEN 'replaced'
            ELSE 'stands' END AS state
FROM plan_evidence e
LEFT JOIN lever_files f ON f.file_id = e.file_id
WHERE e.campaign = $campaign AND e.kam = $kam
ORDER BY e.position, e.place

-- name: insert_plan
INSERT INTO plans VALUES (
    $campaign, $kam, $position, $version, $level, $code, $figures, $goal_when, $goal_then, $first_step, $helper, $sign,
    $decided
)

-- name: insert_plan_step
INSERT INTO plan_steps VALUES ($campaign, $kam, $position, $days, $due, $state, $line)

-- name: insert_plan_evidence
INSERT INTO plan_evidence
VALUES ($campaign, $kam, $position, $place, $instrument, $file_id, $held_on, $currency, $figures)

-- name: forget_plan
DELETE FROM plans WHERE campaign = $campaign AND kam = $kam AND $position IN (0, position)

-- name: forget_plan_steps
-- Of one priority, or (0) of all.
DELETE FROM plan_steps WHERE campaign = $campaign AND kam = $kam AND $position IN (0, position)

-- name: forget_plan_evidence
-- Of one priority, or (0) of all.
DELETE FROM plan_evidence WHERE campaign = $campaign AND kam = $kam AND $position IN (0, position)

-- name: forget_plans_of
DELETE FROM plans WHERE kam = $kam

-- name: forget_plan_steps_of
DELETE FROM plan_steps WHERE kam = $kam

-- name: forget_plan_evidence_of
DELETE FROM plan_evidence WHERE kam = $kam

-- name: forget_plan_figures
-- What somebody's answers may be read from, once they are erased.
UPDATE plans SET figures = '' WHERE campaign = $campaign AND kam = $kam

-- name: followed_plans
-- Campaign and KAM (tokens) of whom the last follow-up of every priority is in one of these states.
SELECT campaign, kam
FROM plan_steps
WHERE days = $last
GROUP BY campaign, kam
HAVING bool_and(state = ANY(CAST($done AS VARCHAR[])))

-- name: open_plan_steps
-- Campaign and KAM (tokens) of the steps in this state, and when they are due.
SELECT campaign, kam, days, due FROM plan_steps WHERE state = $state ORDER BY due, days
