"""The scripts as pictures that a person who knows no code can follow: `samnaeu flows draw`."""
