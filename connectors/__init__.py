"""How Switchyard speaks to others: a folder for each, and folders never import each other."""
