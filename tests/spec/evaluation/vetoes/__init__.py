"""Chapter 10: what refuses recognition whatever else holds (教督〔2017〕6号 article 10)."""
