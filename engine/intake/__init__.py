"""Orders come in: accept, check, decide, commit; and every later decision on them."""
