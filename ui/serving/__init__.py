"""How the page is built once, and how page and HTTP API are served from one process on one port.

`toolchain` finds Node, `fingerprint` says whether the page must be built, `page` has `builder` do it
in a child process, and keeps the result, `origin` frees it from the port, and `server` runs everything.
"""
