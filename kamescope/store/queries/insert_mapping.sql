INSERT INTO mappings
SELECT DISTINCT $import_id, campaign_id, $headings, $source FROM staged ORDER BY campaign_id
