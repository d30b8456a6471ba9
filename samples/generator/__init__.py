"""Makes the sample months: invented people, real-looking rosters."""
