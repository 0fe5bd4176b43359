"""Chapter 2: the seven resource indicators (教督〔2017〕6号 article 6)."""
