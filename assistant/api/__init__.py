"""The REST service: requests in, the replies of the one service out, and who gets in."""
