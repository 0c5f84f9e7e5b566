def kind(token, source):
    if token == "(":
        return "open"
    elif token == ")":
        return "close"
    elif token == "(":
#        ^^^^^^^^^^^^ finds
        return "bracket"
    if source.read() == "":
        return "end"
    elif source.read() == "":  # ok: a call may answer differently
        return "again"
    if token == "(":  # ok: another if
        return "late"
    return ""
