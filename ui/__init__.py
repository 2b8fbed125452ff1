"""What people see: the pages, the command line, and the process that serves pages and HTTP API."""
