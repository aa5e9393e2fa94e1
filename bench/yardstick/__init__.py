"""The yardstick: the same tables served by a bare Django project, without a house around them."""
