"""The people of a place by characteristic, and who fares worst: what an equality assessment asks"""
