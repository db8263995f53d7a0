"""Dwellings + weather → results: assembly into arrays and the call of the kernels, nothing else."""

from nulopdemeter.engine.simulate import Simulated, simulate, simulate_hours

__all__ = ["Simulated", "simulate", "simulate_hours"]
