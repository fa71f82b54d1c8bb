INSERT INTO gone SELECT gone_id, campaign, place, person, cell FROM leaving_people;
INSERT INTO gone_answers
SELECT gone_id, item, cell, left(sha256(concat_ws('|', $secret, gone_id, item, value)), 20) FROM leaving_answers;
