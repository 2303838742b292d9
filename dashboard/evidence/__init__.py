"""The equality and health inequality evidence pack: a document for a team to finish"""
