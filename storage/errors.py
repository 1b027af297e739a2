"""What can go wrong in storage: permanent failures stay wrong when repeated, transient ones may pass.

The docstring of each class is its message, so that no message can hold a value from the database.
"""


class StorageError(Exception):
    """Something went wrong in storage."""

    def __init__(self) -> None:
        super().__init__((type(self).__doc__ or "").strip())


class PermanentStorageError(StorageError):
    """Repeating this will not help."""


class TransientStorageError(StorageError):
    """This may work when it is tried again."""


class MasterKeyError(PermanentStorageError):
    """The master key is not urlsafe base64 of exactly 32 bytes."""


class WrongMasterKey(PermanentStorageError):
    """The master key is not the one that this database was made with."""


class SealBroken(PermanentStorageError):
    """A sealed value does not open: it was changed, moved to another place or sealed with another key."""


class KeyStoreBusy(TransientStorageError):
    """The key store is held by another program; what was asked may not be finished and can be repeated."""


class KeyStoreFault(PermanentStorageError):
    """The key store is not a database, lacks its tables, or refuses what it was given."""


class KeyStoreMissing(PermanentStorageError):
    """The key store that belongs to this database is not there: without it nothing that is kept can be read."""


class StorageBusy(TransientStorageError):
    """The database cannot be written now; nothing was kept and it can be tried again."""


class StorageFault(PermanentStorageError):
    """The database refuses this statement; nothing was kept."""


class RememberedWrongly(StorageError):
    """The database does not hold what was remembered of it; nothing was kept, and it has to be read anew."""


class SchemaTooNew(PermanentStorageError):
    """The database was made by a newer version of Meldmaatje."""
