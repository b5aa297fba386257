"""A web application that shows colours which go together."""
