"""What the rooms of people and of organisations share: a list, a panel, a form over the list."""
