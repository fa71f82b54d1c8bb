SELECT coalesce(max(gone_id), 0) + 1 FROM gone
