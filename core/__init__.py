"""What is true: places, people, requests, officers, outbox. Knows no channel, language or HTTP."""
