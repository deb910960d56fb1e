"""Header fields as pure functions: who may keep, who may ask, which part, whether it changed."""
