"""What stands at the right of the texts: the paper, or one thing to be done with the sheet."""
