"""What the service keeps: keys, receipts in a chain per municipality, and dossiers if it may."""
