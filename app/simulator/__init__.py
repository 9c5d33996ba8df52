"""`/simulator/`: a basic phone in the browser that speaks to the real USSD callback. For the demo only."""
