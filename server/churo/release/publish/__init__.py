"""How a release gets out: renamed into place, compared with the one before."""
