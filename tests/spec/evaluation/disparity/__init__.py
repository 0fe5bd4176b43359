"""Chapter 6: the coefficient of variation between schools (教督〔2017〕6号 article 6)."""
