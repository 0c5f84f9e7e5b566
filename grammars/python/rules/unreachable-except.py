def read(path):
    try:
        return path.read_text()
    except Exception:
        return ""
    except ValueError as error:
#          ^^^^^^^^^^^^^^^^^^^ finds
        return str(error)


def write(path, text):
    try:
        path.write_text(text)
    except ValueError:  # ok: the narrower first
        return False
    except Exception:
        return None
    except KeyboardInterrupt:  # ok: not an Exception
        return True
