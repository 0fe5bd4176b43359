"""How a county is judged, chapter by chapter (教督〔2017〕6号)."""
