"""What is said and asked: YAML scripts, the compiler that proves their shape, and the engine that walks them."""
