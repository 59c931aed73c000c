"""Proofs by a canonical form: two expressions that are written out to the same sum of products are equal."""

from quizzer.maths.canonical.proof import proves

__all__ = ["proves"]
