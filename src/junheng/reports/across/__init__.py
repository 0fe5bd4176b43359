"""Tables of many counties and years as workbooks for people."""
