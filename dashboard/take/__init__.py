"""Take ours: a theme, a page's figures or all of them as files, and how to cite them"""
