def read(path, log):
    try:
        return path.read_text()
    except:
#   ^^^^^^^ finds
        pass
    try:
        path.unlink()
    except BaseException:
#   ^^^^^^^^^^^^^^^^^^^^^ finds
        pass
    try:
        path.touch()
    except OSError:  # ok: the class says what is expected
        pass
    try:
        path.touch()
    except:  # ok: reported
        log.exception("touch")
    try:
        path.stat()
    except:  # ok: the reason stands beside it
        pass
