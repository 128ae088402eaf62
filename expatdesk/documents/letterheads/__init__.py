"""What all papers of a centre share: type scale and colours, rows, pages."""
