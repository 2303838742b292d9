"""What a plan has heard, and who was asked lately, for the pages that both stand on"""
