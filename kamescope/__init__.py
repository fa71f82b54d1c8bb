"""KAMeSCOPE: 360° results of key account managers, scored, protected and drawn."""

__version__ = "0.1.0"
