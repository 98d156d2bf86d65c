"""What is known of a text: each part made once, when first asked for."""
