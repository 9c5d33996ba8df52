"""The sheet on which a native reader signs the Khmer off, and how it comes back into the catalogue."""
