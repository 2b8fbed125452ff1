"""Speed, measured against a peer or a simpler version in the same run; each prints one JSON line last."""
