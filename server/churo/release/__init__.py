"""How a release is made: loaded, layered, validated, written, published."""
