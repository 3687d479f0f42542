"""Where documents come from: one module a kind of source, each yields bytes with the address they were seen at.

A new kind is one module with a class that has `kind`, `name` and `find`, and its line in `config.Source`.

Not here: what the bytes say (`documents`) or where they are kept (`warehouse`).
"""
