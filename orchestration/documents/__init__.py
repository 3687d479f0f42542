"""Bytes to text and metadata: one module a format, each a pure function.

`reading.read_document` is the way in. A new format is one module that offers a
`FORMAT`, and its line in `formats.FORMATS`.

Not here: claims (`extraction`), files and networks (`sources`), storage (`warehouse`).
"""
