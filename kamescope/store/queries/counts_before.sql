SELECT campaign_id, kam_id, rater_group, segment, count(*) FROM counted_before GROUP BY ALL
