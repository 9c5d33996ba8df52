"""`/console/switches`: the operator's supervisor closes something for now, and opens it again."""
