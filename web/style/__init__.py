"""The look that the pages share: colours, letters, buttons, the checked band of a krama."""
