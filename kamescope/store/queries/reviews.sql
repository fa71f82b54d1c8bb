-- Reviews of comments: what is there, what could be seen, what was decided. One row a writer and question, never who.

-- name: comments_of
-- What counts of what was written about a KAM in a campaign.
SELECT rater_group, question, string_agg(text, chr(10) ORDER BY text)
FROM comments
WHERE campaign_id = $campaign_id AND kam_id = $kam_id
GROUP BY rater_group, question, respondent_id

-- name: waiting_comments_of
SELECT rater_group, question, string_agg(text, chr(10) ORDER BY text)
FROM waiting_comments
WHERE campaign_id = $campaign_id AND kam_id = $kam_id
GROUP BY rater_group, question, respondent_id

-- name: comment_groups
-- The groups of which something counts.
SELECT DISTINCT rater_group FROM respondents
WHERE campaign_id = $campaign_id AND kam_id = $kam_id AND state = 'counted'

-- name: comment_pairs_touched
-- The KAMs in campaigns that a change is about, as tables and addresses name them.
SELECT DISTINCT campaign_id, kam_id, c.token AS campaign, k.token AS kam
FROM touched
JOIN campaigns c USING (campaign_id)
JOIN kams k USING (kam_id)
WHERE EXISTS (SELECT 1 FROM comments x WHERE x.campaign_id = touched.campaign_id AND x.kam_id = touched.kam_id)
   OR EXISTS (SELECT 1 FROM comment_reviews r WHERE r.campaign = c.token AND r.kam = k.token)
ORDER BY campaign_id, kam_id

-- name: comment_reviews
SELECT key, hidden, words, version FROM comment_reviews WHERE campaign = $campaign AND kam = $kam

-- name: comments_not_kept
-- How many comments are hidden or lost some words.
SELECT count(*) FROM comment_reviews
WHERE campaign = $campaign AND kam = $kam AND (hidden OR array_length(words, 1) > 0)

-- name: insert_comment_review
INSERT INTO comment_reviews VALUES ($campaign, $kam, $key, $hidden, $words, $version)

-- name: forget_comment_review
-- Of one comment, or ("") of all.
DELETE FROM comment_reviews WHERE campaign = $campaign AND kam = $kam AND ($key = '' OR key = $key)

-- name: seen_comments
SELECT key, copies FROM seen_comments WHERE campaign = $campaign AND kam = $kam

-- name: insert_seen_comment
INSERT INTO seen_comments VALUES ($campaign, $kam, $key, $copies)

-- name: forget_seen_comments
-- In one campaign, or ("") in all.
DELETE FROM seen_comments WHERE ($campaign = '' OR campaign = $campaign) AND kam = $kam

-- name: forget_seen_of_demo
-- Campaigns that the demonstration alone was made of bind nobody.
DELETE FROM seen_comments
WHERE campaign = ANY(CAST($tokens AS VARCHAR[])) AND campaign NOT IN (SELECT token FROM campaigns)

-- name: keep_comment
-- What was kept takes the place of what was written.
UPDATE comments SET text = $kept
WHERE campaign_id = $campaign_id AND kam_id = $kam_id AND rater_group = $rater_group AND question = $question
  AND text = $text

-- name: drop_comment
DELETE FROM comments
WHERE campaign_id = $campaign_id AND kam_id = $kam_id AND rater_group = $rater_group AND question = $question
  AND text = $text

-- name: settle_comments
-- What a file says of these questionnaires is compared no more with what was kept of them.
INSERT INTO settled_comments
SELECT respondent_id FROM respondents
WHERE campaign_id = $campaign_id AND kam_id = $kam_id AND state = 'counted'
  AND respondent_id NOT IN (SELECT respondent_id FROM settled_comments)

-- name: known_names
-- Whom and which companies the database knows: in a comment they may tell who somebody is.
SELECT name, false FROM kams WHERE name <> ''
UNION
SELECT company, true FROM kams WHERE company <> ''
UNION
SELECT name, false FROM persons WHERE name <> ''
UNION
SELECT company, true FROM grants WHERE company <> ''
