"""Hours → meter: import, export, self-use, gas, heat, peaks; the verdict on zero and its reasons."""

from nulopdemeter.balance.meter import Balance, balance
from nulopdemeter.balance.nom import verdict

__all__ = ["Balance", "balance", "verdict"]
