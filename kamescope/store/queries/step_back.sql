-- What these imports set free waits again, or would where a newer version has replaced it.
SELECT respondent_id, if(state = 'replaced', 'replaced', 'waiting') AS state, if(state = 'replaced', 'waiting', '') AS was,
       0 AS released_by
FROM respondents
WHERE released_by IN (SELECT import_id FROM undone)
