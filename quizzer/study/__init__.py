"""One sitting, without a screen or a disk."""
