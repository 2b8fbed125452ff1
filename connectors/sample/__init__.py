"""The sample retailer: a real gift shop's year of orders, with places and stock made up by stated rules."""
