-- name: gone_any
SELECT count(*) FROM gone

-- name: gone_here
-- What was shown in these groups of these KAMs and is there no more.
SELECT g.gone_id, g.cell FROM gone g JOIN named USING (place) WHERE g.cell <> 0

-- name: gone_places
SELECT DISTINCT place FROM gone JOIN named USING (place)

-- name: gone_of_groups
-- The groups of one campaign and KAM of which something that was shown is there no more, single answers too.
SELECT DISTINCT place FROM gone WHERE campaign = $campaign AND place = ANY(CAST($places AS VARCHAR[]))

-- name: gone_answers_here
SELECT a.gone_id, a.item, a.cell
FROM gone_answers a
JOIN gone g USING (gone_id)
JOIN named USING (place)

-- name: place_names
-- Campaign (token) and KAM (name) of the places touched.
SELECT DISTINCT t.campaign_id, t.kam_id, c.token, k.name, k.fictitious
FROM touched t
JOIN campaigns c USING (campaign_id)
JOIN kams k USING (kam_id)

-- name: next_gone
SELECT coalesce(max(gone_id), 0) + 1 FROM gone

-- name: insert_gone
INSERT INTO gone
SELECT gone_id, campaign, place, person, cell,
       CASE WHEN $erased THEN coalesce(left(sha256(concat_ws('|', $secret, 'whole', given)), 20), '') END
FROM leaving_people

-- name: insert_gone_answers
INSERT INTO gone_answers
-- With the number, so that the same answer of two people does not look the same. Of what is erased not even that: there
-- are so few answers to an item that whoever has the key could try them.
SELECT gone_id, item, cell,
       CASE WHEN $erased THEN '' ELSE left(sha256(concat_ws('|', $secret, gone_id, item, value)), 20) END
FROM leaving_answers

-- name: recall
-- Who of those that come may be somebody who was shown and is gone: how many answers each pair has alike.
WITH digests AS (
    SELECT x.respondent_id, x.item, y.gone_id, left(sha256(concat_ws('|', $secret, y.gone_id, x.item, x.value)),
           20) AS digest
    FROM coming_answers x
    JOIN comers z USING (respondent_id)
    JOIN gone y USING (place)
)
SELECT g.gone_id, c.respondent_id, coalesce(g.person = c.person AND g.campaign = c.campaign, false) AS same_person,
       g.whole IS NOT NULL AND (
           coalesce(g.person = c.person AND g.campaign = c.campaign, false)
           OR coalesce(g.whole = left(sha256(concat_ws('|', $secret, 'whole', r.given)), 20), false)
       ) AS erased,
       g.cell,
       count(a.item) AS shown, count(d.item) AS alike, max(c.answers) AS given
FROM gone g
JOIN comers c USING (place)
JOIN respondents r USING (respondent_id)
LEFT JOIN gone_answers a USING (gone_id)
LEFT JOIN digests d ON d.gone_id = g.gone_id AND d.respondent_id = c.respondent_id AND d.item = a.item
                   AND d.digest = a.digest
GROUP BY g.gone_id, c.respondent_id, g.person, c.person, g.campaign, c.campaign, g.whole, r.given, g.cell
-- Best first: pairs are taken in this order.
ORDER BY same_person DESC, alike DESC, g.gone_id DESC, c.respondent_id

-- name: recall_answers
-- The answers that are known again, and the cells that they come back to.
SELECT r.respondent_id, x.item, x.value, a.cell, a.gone_id
FROM recalled r
JOIN gone_answers a USING (gone_id)
JOIN coming_answers x ON x.respondent_id = r.respondent_id AND x.item = a.item
WHERE a.digest = left(sha256(concat_ws('|', $secret, a.gone_id, x.item, x.value)), 20)
ORDER BY r.respondent_id, x.item, a.gone_id DESC

-- name: forget_gone
-- What came back is gone no more.
DELETE FROM gone_answers WHERE (gone_id, item) IN (SELECT gone_id, item FROM back_again);
-- The questionnaire is back; answers that it gave then may still be gone.
UPDATE gone SET cell = 0 WHERE gone_id IN (SELECT gone_id FROM recalled);
DELETE FROM gone WHERE cell = 0 AND gone_id NOT IN (SELECT gone_id FROM gone_answers);

-- name: keep_out
-- A cell of two, one of whom is nobody: the other one can never be shown alone (see `gone.py`).
INSERT INTO gone SELECT gone_id, campaign, place, NULL, cell, NULL FROM kept_out

-- name: gone_of
-- What is kept of what was shown of somebody and undone: by campaign, person and groups, "" and [] where all are meant.
SELECT gone_id,
       whole IS NULL AND person IS NOT NULL
       OR gone_id IN (SELECT gone_id FROM gone_answers WHERE digest <> '') AS readable
FROM gone
WHERE ($campaign = '' OR campaign = $campaign) AND ($person = '' OR person = $person)
  AND ($everywhere OR place = ANY(CAST($places AS VARCHAR[])))

-- name: make_unreadable
-- From now on no answer of these can be tried, and whoever is brought again is kept out.
UPDATE gone_answers SET digest = '' WHERE gone_id IN (SELECT gone_id FROM unreadable);
UPDATE gone SET whole = '' WHERE whole IS NULL AND person IS NOT NULL AND gone_id IN (SELECT gone_id FROM unreadable)
