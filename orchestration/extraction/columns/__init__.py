"""The columns beside the scored ones, and the details told of a claim: each module fills some from a finished draft and
its sentence. None of them touches a column that `score.py` looks at.
"""
