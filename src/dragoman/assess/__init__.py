"""A room of the house; see the architecture page in docs."""
