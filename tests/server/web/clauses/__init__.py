"""Tests by clause of the specifications that the HTTP side keeps."""
