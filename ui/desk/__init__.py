"""What pages ask of the other packages, a module a page, each call one session; called in threads."""
