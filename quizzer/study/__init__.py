"""One sitting, without a screen or a disk: what is asked, in which order, and what an answer leads to."""
