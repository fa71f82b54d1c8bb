-- What DuckDB alone makes of the csv file: read, one row an answer, sorted as the product keeps them. It checks nothing.
CREATE TABLE answers (kam VARCHAR, rater_group VARCHAR, respondent VARCHAR, item VARCHAR, value UTINYINT);
INSERT INTO answers
SELECT kam, groupe, repondant, item, value
FROM (
    UNPIVOT (FROM read_csv($file, delim = ';', header = true))
    ON COLUMNS('^Q[0-9]+$') INTO NAME item VALUE value
)
ORDER BY kam, groupe, repondant, item;
