"""Connections to model servers as companies' networks need them: proxies, trust, certificates, warm-up."""
