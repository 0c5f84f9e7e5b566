def number(text):
    try:
        return int(text)
    except ValueError or TypeError:
#          ^^^^^^^^^^^^^^^^^^^^^^^ finds
        return None


def other(text):
    try:
        return int(text)
    except (ValueError, TypeError):  # ok
        return None
    except KeyError and IndexError as error:
#          ^^^^^^^^^^^^^^^^^^^^^^^ finds
        return error
