"""Commands that keep a case log: backups and the way back, protection, a copy for other programs, checking it."""

from pathlib import Path

import click

from imr_desk.bootstrap.workstation import open_workstation
from imr_desk.cli.log_access import LogAccess, note, passphrase_in
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.model.event_kinds import EventKind
from imr_desk.model.keeping import KeptCopy
from imr_desk.services.closed_log import recovered_words, restored_words, soundness_words
from imr_desk.services.log_events import Happened
from imr_desk.services.protection import CODE_WORDS, DOES_NOT, PROTECTS


def back_up(access: LogAccess) -> None:
    """Make a proved, dated copy and print where it is."""
    workstation = access.open()
    try:
        copy = workstation.backups.make()
        click.echo(f"Backed up: {copy.path}\t{_about(copy)}")
    finally:
        workstation.close()


def list_copies(access: LogAccess) -> None:
    """Print a line a copy, the newest first; a sentence when there is none."""
    copies = _copies(access)
    for copy in copies:
        click.echo(f"{copy.path}\t{copy.made_at:%Y-%m-%d %H:%M:%S}\t{_about(copy)}")
    if not copies:
        click.echo(f"There is no backup of {access.path.name} yet. `imr-desk backup` makes one.", err=True)


def restore_copy(access: LogAccess, copy: str, *, sure: bool) -> None:
    """Put a copy, named by its path or ``latest``, in the place of the log."""
    found = _copy_named(access, copy)
    if not sure:
        click.confirm(
            f"Put the backup of {found.made_at:%Y-%m-%d %H:%M} in the place of {access.path.name}? What was done "
            "since is then only in the old file, which is kept beside it under another name.",
            abort=True,
        )
    key = access.at(Path(found.path)).key() if found.encrypted else None
    aside = access.closed.restore(Path(found.path), key)
    click.echo(restored_words(found, aside))
    before = "" if aside is None else f"; the log before is kept as {aside.name}"
    _note_closed(access, key, EventKind.RESTORED, f"from {Path(found.path).name}{before}")


def recover_log(access: LogAccess, *, sure: bool) -> None:
    """Read back what can be read of a damaged log."""
    if not access.path.exists():
        raise CaseLogError(CaseLogErrorKind.IO, f"There is no case log {access.path.name}, so nothing can be read.")
    if not sure:
        click.confirm(
            f"Read back what can be read of {access.path.name}? The file as it is now is kept beside it under "
            "another name. A whole backup is the better way where there is one.",
            abort=True,
        )
    click.echo(recovered_words(access.closed.recover(access.key())))


def protect_log(access: LogAccess, *, in_store: bool, leave_copies: bool) -> None:
    """Encrypt a log and print its recovery code on standard output, once."""
    protection = access.closed.protection
    if protection.protection().encrypted:
        raise CaseLogError(
            CaseLogErrorKind.SEALED,
            f"The case log {access.path.name} is encrypted already. Its passphrase is changed in the window: Help, "
            "What is protected.",
        )
    click.echo(f"{PROTECTS}\n{DOES_NOT}", err=True)
    words = _new_passphrase(access, in_store=in_store)
    key, code = protection.protect(words, in_store=in_store, copies_too=False)
    click.echo(f"{access.path.name} is encrypted. {CODE_WORDS}", err=True)
    click.echo(f"Recovery code: {code}")
    how = " and ".join([*(["a passphrase"] if words else []), *(["the login"] if in_store else [])])
    _note_closed(access, key, EventKind.PROTECTION, f"encrypted, opened by {how}")
    if not leave_copies:
        count = protection.protect_copies(key)
        click.echo(f"Backups encrypted too: {count}", err=True)


def _new_passphrase(access: LogAccess, *, in_store: bool) -> str | None:
    if access.passphrase_file is not None:
        return passphrase_in(access.passphrase_file)
    words: str = click.prompt(
        "New passphrase" + (" (none: only this computer's login opens it)" if in_store else ""),
        default="" if in_store else None,
        show_default=False,
        hide_input=True,
        confirmation_prompt="Once more",
        err=True,
    )
    return words or None


def unprotect_log(access: LogAccess, *, sure: bool) -> None:
    """Write an encrypted log plain again."""
    closed = access.closed
    if not closed.protection.protection().encrypted:
        raise CaseLogError(CaseLogErrorKind.SEALED, f"The case log {access.path.name} is not encrypted.")
    key = access.key()
    if key is None:
        raise RuntimeError("an encrypted log has a key")
    if not sure:
        click.confirm(
            f"Write {access.path.name} without encryption? Whoever gets hold of the file can then read the letters. "
            "Its backups stay encrypted.",
            abort=True,
        )
    closed.protection.remove(key)
    _note_closed(access, None, EventKind.PROTECTION, "encryption removed")
    click.echo(f"{access.path.name} is no longer encrypted; its backups still are.")


def write_plain_copy(access: LogAccess, target: Path, *, replace: bool) -> None:
    """Write the copy for other programs."""
    if target.exists() and not replace:
        raise CaseLogError(CaseLogErrorKind.IO, f"{target} is there already. Add --replace to write it anew.")
    workstation = access.open()
    try:
        workstation.write_plain_copy(target)
        note(workstation, Happened(EventKind.PLAIN_COPY, target.name))
    finally:
        workstation.close()
    click.echo(f"Written: {target}. It is not encrypted and holds names and decisions, but no letters.")


def verify_log(access: LogAccess, copy: str | None) -> int:
    """Read all that a log or a backup holds and compare it with its seals; 1 when something is damaged."""
    if copy is None:
        found = access.closed.look_through(access.key())
        click.echo(soundness_words(found), err=not found.whole)
        return 0 if found.whole else 1
    kept = _copy_named(access, copy)
    path = Path(kept.path)
    damage = access.closed.try_out(path, access.at(path).key() if kept.encrypted else None)
    if damage:
        click.echo(f"The backup {path.name} is damaged: {'; '.join(damage)}. Use another one.", err=True)
        return 1
    click.echo(f"The backup {path.name} is whole: the case log can be restored from it.")
    return 0


def _note_closed(access: LogAccess, key: bytes | None, kind: EventKind, detail: str) -> None:
    """Keep in the history of a closed log what was done to it; opened with the key at hand, nobody is asked twice."""
    workstation = open_workstation(access.path, key)
    try:
        note(workstation, Happened(kind, detail))
    finally:
        workstation.close()


def _copies(access: LogAccess) -> tuple[KeptCopy, ...]:
    # Without asking: how many events a copy holds is not worth a passphrase.
    return access.closed.copies(access.closed.protection.key_without_asking())


def _copy_named(access: LogAccess, name: str) -> KeptCopy:
    copies = _copies(access)
    if name == "latest" and copies:
        return copies[0]
    for copy in copies:
        if Path(copy.path) == Path(name).absolute() or Path(copy.path).name == name:
            return copy
    raise CaseLogError(
        CaseLogErrorKind.IO,
        f"There is no backup {name} of {access.path.name}. `imr-desk backups` lists those there are.",
    )


def _about(copy: KeptCopy) -> str:
    events = "" if copy.events is None else f"\t{copy.events} events"
    return f"{copy.size / 1e6:,.1f} MB{events}\t{'encrypted' if copy.encrypted else 'not encrypted'}"
