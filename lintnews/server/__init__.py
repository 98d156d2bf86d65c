"""The language server: findings in an editor while somebody types."""
