INSERT INTO waiting_answers SELECT * EXCLUDE (home, state) FROM moving WHERE state = 'waiting'
