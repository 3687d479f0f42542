"""Bytes to text and metadata: one module a format, each a pure function.

Not here: claims (`extraction`), files and networks (`sources`), storage (`warehouse`).
"""
