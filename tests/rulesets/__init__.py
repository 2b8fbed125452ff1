"""Tests of the rule language; `generated` makes valid rules for other packages' tests too."""
