"""What pages show: pure functions from what the engine says to words, figures and shapes."""
