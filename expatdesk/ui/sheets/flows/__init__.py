"""What is done with the open sheet, one thing a module: each has its panel and its writes."""
