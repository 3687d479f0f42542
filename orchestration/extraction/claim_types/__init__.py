"""Readers: one module a domain, functions from a trigger's match to draft claims.

Not here: tokens, times, sources and stance, which are judged the same way for every claim type.
"""
