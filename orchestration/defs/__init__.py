"""Dagster objects, one module a stage: thin, each calls the room that does the work and adds what people see in the UI.

Not here: any work of its own.
"""
