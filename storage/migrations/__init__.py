"""The migrations of the two databases, `data` and `keys`.

They only go forward: going back would lose what people told.
"""
