def handlers(buttons, names):
    found = []
    for button in buttons:
        found.append(lambda: button.press())
#                    ^^^^^^^^^^^^^^^^^^^^^^ finds
        found.append(lambda button=button: button.press())  # ok: bound now
        found.append(lambda other: other.press())  # ok: does not use the variable
        first = min(names, key=lambda name: name in button)  # ok: runs now
        button.order = lambda key=button: first or key  # ok: the default is read now
    return found, [lambda: name for name in names]
#                  ^^^^^^^^^^^^ finds
