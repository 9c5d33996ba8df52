"""The dial-up door: gateways' wire contracts, turns by transcript, and screens cut to a basic phone."""
