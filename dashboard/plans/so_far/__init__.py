"""Whom a plan has heard so far, against the residents it asks, and whom to hear next"""
