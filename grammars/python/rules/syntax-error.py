def area(width, height):
    return (width * height
#          ^ finds


def name(first, last):  # ok
    return f"{first} {last}"
