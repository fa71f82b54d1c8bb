SELECT token FROM campaigns
