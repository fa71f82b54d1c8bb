-- Answers are in other cells.
UPDATE answers SET cell = r.cell FROM recut r
WHERE answers.respondent_id = r.respondent_id AND answers.item = r.item;
UPDATE waiting_answers SET cell = r.cell FROM recut r
WHERE waiting_answers.respondent_id = r.respondent_id AND waiting_answers.item = r.item;
