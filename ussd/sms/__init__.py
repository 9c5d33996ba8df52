"""Texts beside the dial-up screens: sent by a gateway, and what it reports of them."""
