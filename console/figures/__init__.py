"""Figures for those above the commune: tables, each with its picture where one helps, and files of them."""
