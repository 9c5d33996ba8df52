"""How the pages say what core knows: states, answers, days, stories, refusals."""
