"""The addresses /dumps, /dataset and /changes: releases, their files, and how they differ."""
