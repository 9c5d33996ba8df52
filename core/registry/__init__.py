"""What the register of poor households knows of one: asked for through a port, answered by an adapter."""
