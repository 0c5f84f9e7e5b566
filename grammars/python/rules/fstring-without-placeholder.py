def report(name, count):
    print(f"done: count")
#         ^^^^^^^^^^^^^^ finds
    print(f"done: {count}")  # ok
    print(f"{{name}}")  # ok: braces are written here, perhaps on purpose
    print("name " f"is " f"{name}")  # ok: another piece has a placeholder
    return f'宽: {name:{count}}'  # ok
