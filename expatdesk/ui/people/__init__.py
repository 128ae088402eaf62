"""People: the list, one person, and the form in which a person is typed."""
