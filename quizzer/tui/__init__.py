"""Paints values, sends keys."""
