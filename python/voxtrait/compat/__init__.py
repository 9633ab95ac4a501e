"""Interfaces of other packages, on voxtrait's engine."""
