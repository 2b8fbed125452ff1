"""The steps of a decision: holds, how it may be split, the routing rules in turn, what happens otherwise."""
