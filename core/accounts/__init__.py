"""How officers prove who they are, and who gives them their accounts."""
