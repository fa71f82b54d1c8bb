-- What each questionnaire of the file gives, as `respondents` keeps it, and whether it is one value throughout.
SELECT a.respondent AS position, md5(string_agg(c.code || '=' || a.value, ',' ORDER BY c.code)) AS given,
       min(a.value) = max(a.value) AS flat
FROM staged_answers a
JOIN item_codes c USING (item)
GROUP BY a.respondent
