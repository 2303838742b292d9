"""Bring your own figures: from a file to a layer that the page holds, and nothing else keeps"""
