"""Tests of the pages of things and vocabularies."""
