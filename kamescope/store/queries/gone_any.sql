SELECT count(*) FROM gone
