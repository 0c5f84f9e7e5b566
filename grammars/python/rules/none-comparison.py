def first(found, query, column):
    if found == None:
#      ^^^^^^^^^^^^^ finds
        return None
    while query.limit != None and query.open:
#         ^^^^^^^^^^^^^^^^^^^ finds
        query = query.step()
    rows = query.filter(column == None)  # ok: a library builds its query from this
    if query.filter(column != None):  # ok
        return rows
    return found is None  # ok
