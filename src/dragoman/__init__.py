"""Dragoman turns news reporting into a record of political events that can be cited."""

__version__ = "0.1.0"
