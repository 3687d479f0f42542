"""Panelwatch: documents about North Korea in, a warehouse of claims out.

The rooms, in the order of the flow: `sources`, `documents`, `extraction`, `warehouse`; `defs` hangs them into Dagster
and `cli` into a terminal. SQL lives in `dbt_project/`, not here.
"""
