"""Chapter 7: what the government must guarantee (教督〔2017〕6号 article 7)."""
