"""What the commands show: replies in words, and how far work is."""
