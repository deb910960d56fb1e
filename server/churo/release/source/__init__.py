"""From files to layered quads: reading, naming blank nodes, deriving graphs."""
