"""A program that keeps a log's secret in the desktop's real key store: python -m ... key_store_program."""

import sys

from imr_desk.caselog.key_store import SystemKeyStore


def main() -> None:
    store = SystemKeyStore()
    told = [store.there(), store.put("a" * 32, bytes(range(32))), SystemKeyStore().get("a" * 32) == bytes(range(32))]
    store.drop("a" * 32)
    store.drop("never kept")
    told.append(SystemKeyStore().get("a" * 32) is None)
    sys.stdout.write(f"{told}\n")


if __name__ == "__main__":
    main()
