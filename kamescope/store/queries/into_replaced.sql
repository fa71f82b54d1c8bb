INSERT INTO replaced_answers SELECT * EXCLUDE (home, state) FROM moving WHERE state = 'replaced'
