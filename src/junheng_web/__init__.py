"""The site: a county's statistics season on the web. The library ``junheng`` does the judging."""
