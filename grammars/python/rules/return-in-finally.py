def fetch(url, open_url):
    try:
        return open_url(url).read()
    finally:
        print("done")
        return b""
#       ^^^^^^^^^^ finds


def other(url, open_url):
    try:
        return open_url(url).read()  # ok
    finally:

        def note():
            return url  # ok: leaves only the inner function

        note()
