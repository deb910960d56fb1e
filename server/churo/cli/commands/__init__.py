"""The commands of churo, a module each; its name is the command's, and ``cli.main`` lists it."""
