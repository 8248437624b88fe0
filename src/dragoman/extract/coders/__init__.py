"""Interchangeable coders behind one protocol."""

from dragoman.extract.coders.protocol import DEFAULT_CODER, Coder, load_coder

__all__ = ["DEFAULT_CODER", "Coder", "load_coder"]
