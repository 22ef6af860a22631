"""Proofs of what happens at the same time, with real connections (``make races``)."""
