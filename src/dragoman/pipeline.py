"""The one way through the house: every stage in order."""
