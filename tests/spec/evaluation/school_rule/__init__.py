"""Chapter 5: six of seven, and the one left reaches 85% (教督〔2017〕6号 article 6)."""
