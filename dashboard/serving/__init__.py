"""How requests are taken, worked on and answered when the atlas is served.

gunicorn looks after the processes; Tornado speaks HTTP in each of them, without a thread for a
connection; light requests go to a few threads and heavy ones each to a process of its own, with
limits. ``docs/deploy.md``, "What is limited", tells operators.
"""
