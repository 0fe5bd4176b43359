"""Chapter 9: recognition by society (教督〔2017〕6号 article 9)."""
