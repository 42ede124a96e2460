"""Chat models: which there are, where each is asked and with which key."""
