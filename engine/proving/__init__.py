"""The tests that rules bring with them, told in YAML, run on a made-up shop."""

from engine.proving.proofs import Outcome, Proof, proofs

__all__ = ["Outcome", "Proof", "proofs"]
