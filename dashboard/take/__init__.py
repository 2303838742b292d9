"""Take ours: a theme, a page's figures or all of them, as a package or a workbook, and how to cite"""
