"""Interchangeable coders behind one protocol."""

from dragoman.extract.coders.protocol import Coder, load_coder

__all__ = ["Coder", "load_coder"]
