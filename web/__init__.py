"""What the pages of every door share: strict headers, templates, files, the font and the look."""
