"""gettext catalogues, Khmer and English, and their compiling."""
