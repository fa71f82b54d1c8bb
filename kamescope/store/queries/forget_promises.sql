-- Campaigns that the demonstration alone was made of promised nobody anything.
DELETE FROM protections
WHERE campaign IN (SELECT unnest($tokens::VARCHAR[])) AND campaign NOT IN (SELECT token FROM campaigns)
