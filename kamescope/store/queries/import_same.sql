-- The same bytes with the same options.
SELECT layout, respondents, answers, blanks, left_out FROM imports
WHERE sha256 = $sha256 AND options = $options AND undone_at IS NULL LIMIT 1
