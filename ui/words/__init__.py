"""Every word that people read on the screens, a module a page, so that each is found in one place.

A sentence about one thing comes from a function that takes it; everything else is a constant.
"""
