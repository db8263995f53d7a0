"""Numba only: numbers in, numbers out."""
