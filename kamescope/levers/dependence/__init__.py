"""Dependence: how much rests on the best sellers."""
