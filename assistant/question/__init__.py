"""What a question asks: which papers it names."""
