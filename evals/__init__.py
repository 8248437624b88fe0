"""Scores of the product against gold sets; never imported by src."""
