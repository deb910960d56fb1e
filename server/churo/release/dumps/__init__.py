"""What a release offers to be downloaded, in every syntax."""
