UPDATE campaigns SET collecting = false WHERE token = $campaign
