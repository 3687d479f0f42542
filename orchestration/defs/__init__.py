"""Dagster objects, one module a stage in the order of the flow: ingest, extract, transform, publish; beside them
checks, automation and resources. Thin: each calls the room that does the work and adds what people see in the UI.

Not here: any work of its own.
"""
