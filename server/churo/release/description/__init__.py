"""What a release says of itself: VoID, DCAT, citation."""
