-- What answers add up to, where the engine keeps it (`Engine.keeps_vectors`); the others have no such table.

-- name: campaign_vectors
-- A whole campaign: a row a KAM, group and partition value. Columns of bytes hold a number an item, to be added up over
-- the values.
SELECT kam_id, rater_group, item, answers, total FROM item_vectors WHERE campaign_id = $campaign_id

-- name: campaign_vectors_by_segment
-- The same; `kept`: whether it is the value asked for, `apart`: whether no cell of the item holds several values.
SELECT kam_id, rater_group, segment = $where AS kept, item, answers, total, apart
FROM item_vectors
WHERE campaign_id = $campaign_id

-- name: check_vectors
-- Groups of a KAM in a campaign of which something else is kept than their answers add up to.
SELECT count(DISTINCT (campaign_id, kam_id, rater_group))
FROM (
    SELECT place.campaign_id, place.kam_id, vectors.*
    FROM (SELECT DISTINCT campaign_id, kam_id FROM answers) place,
         item_vectors_of(place.campaign_id, place.kam_id) vectors
) made
FULL JOIN item_vectors kept USING (campaign_id, kam_id, rater_group, segment)
WHERE (made.item, made.answers, made.total, made.apart)
      IS DISTINCT FROM (kept.item, kept.answers, kept.total, kept.apart)
