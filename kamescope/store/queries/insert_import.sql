INSERT INTO imports (import_id, file, layout, sha256, options, imported_at, respondents, answers, blanks, skipped,
                     demo, released, issues, replaced, waiting, mapping, set_aside, left_out, campaigns, kams)
SELECT $import_id, $file, $layout, $sha256, $options, now()::TIMESTAMP, $respondents, $answers, $blanks, $skipped,
       $demo, $released, $issues, $replaced, $waiting, $mapping, $set_aside, $left_out,
       (SELECT list(name ORDER BY date, campaign_id) FROM campaigns
        WHERE campaign_id IN (SELECT campaign_id FROM staged)),
       (SELECT list(token ORDER BY token) FROM kams WHERE kam_id IN (SELECT kam_id FROM staged))
