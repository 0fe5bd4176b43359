"""The site on PostgreSQL with 2,000 schools and three years: pages, uploads, runs, queries."""
