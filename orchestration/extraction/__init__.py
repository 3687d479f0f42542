"""Text to claims: a pure library, the lexicon handed in as a value.

Not here: dagster, duckdb, dbt, files beyond the lexicon's loader, and anything across documents.
"""
