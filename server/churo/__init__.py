"""churo: publishes a knowledge graph to be queried, downloaded and linked to."""
