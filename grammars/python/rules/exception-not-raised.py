def resize(width, errors):
    if width < 0:
        ValueError(f"width must not be negative: {width}")
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ finds
    if width > 1000:
        raise ValueError("too wide")  # ok
    errors.append(ValueError("kept"))  # ok
    return width
