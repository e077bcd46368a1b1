"""For whoever runs the installation: opens schemes, sees whether it works, and no case at all."""
