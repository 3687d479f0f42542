"""Measurements: figures of extraction against gold, and ratios of speed and growth. Nothing here is a test."""
