"""A simulation: past orders decided again, in order of time, with stock that falls and arrives."""
