"""Where documents come from: one module a kind of source, each yields bytes with the address they were seen at.

Not here: what the bytes say (`documents`) or where they are kept (`warehouse`).
"""
