-- What came back is gone no more.
DELETE FROM gone_answers WHERE (gone_id, item) IN (SELECT gone_id, item FROM back_again);
UPDATE gone SET cell = 0 WHERE gone_id IN (SELECT gone_id FROM recalled);
DELETE FROM gone WHERE cell = 0 AND gone_id NOT IN (SELECT gone_id FROM gone_answers);
