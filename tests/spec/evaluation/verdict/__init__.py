"""Chapter 11: the verdict on the county, and who may apply (教督〔2017〕6号)."""
