"""The raw schema, loading, building and publishing: the only Python that writes DuckDB.

Not here: reading documents or claims, and set work on claims (that is SQL, in `dbt_project`).
"""
