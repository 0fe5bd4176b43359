"""Chapter 3: what belongs to a whole school is split between its stages (the application forms, 申报表)."""
