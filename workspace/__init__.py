"""What an organisation keeps: engagement plans, whom they asked and heard, and what came of it.

Counts, never people: nothing here can name who took part. No Dash, no Flask.
"""
