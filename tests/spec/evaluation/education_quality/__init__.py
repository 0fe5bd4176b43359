"""Chapter 8: education quality (教督〔2017〕6号 article 8)."""
