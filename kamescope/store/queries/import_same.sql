-- The same bytes with the same options.
SELECT import_id, respondents, answers, blanks FROM imports WHERE sha256 = $sha256 AND options = $options LIMIT 1
