"""Crossed ABC: who makes most of the revenue, who could."""
