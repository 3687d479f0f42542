"""What a run does before SQL takes over: the loops that carry documents from room to room, without a word of Dagster.

Not here: how a document is read, a claim found or a row stored (`documents`, `extraction`, `warehouse`).
"""
