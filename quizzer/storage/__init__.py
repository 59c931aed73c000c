"""The review log on disk."""
