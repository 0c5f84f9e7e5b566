async def save(path):
    path.touch()


def log(path):
    print(path)


async def main(path):
    save(path)
#   ^^^^^^^^^^ finds
    await save(path)  # ok
    log(path)  # ok: not async
    task = save(path)  # ok: kept
    await task


class Store:
    async def flush(self):
        pass

    async def close(self):
        self.flush()
#       ^^^^^^^^^^^^ finds
        await self.flush()  # ok


class Sync:
    def flush(self):
        pass

    def close(self):
        self.flush()  # ok: not async here
