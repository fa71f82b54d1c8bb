SELECT count(*) FROM imports WHERE demo
