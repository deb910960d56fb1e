"""The addresses /questions and /questions/<slug>: what is asked of the graph, with its answers."""
