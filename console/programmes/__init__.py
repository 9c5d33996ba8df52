"""`/console/programmes`: what there is for households with a card, as phones tell it, in both languages."""
