"""The web: it stores, shows and asks; what is right, the engines below decide."""
