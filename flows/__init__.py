"""What is said and asked: YAML scripts, the compiler that reads them, the engine that walks them."""
