"""Pages about one KAM: what they start from, their heading and filters, and the parts that several of them show."""
