"""What voxtrait raises and warns of."""


class Error(Exception):
    """What goes wrong in voxtrait: what was expected, what was found, what to do.

    Attributes
    ----------
    code : str
        Stable identifier such as ``config.unknown_key`` or ``geometry.mismatch``.
    where : str
        The place: a JSON pointer for settings, a path or a role such as ``mask`` for inputs.

    Examples
    --------
    >>> import voxtrait
    >>> try:
    ...     voxtrait.extract("image.nii", "mask.nii", {"discretisation": {"bin_widht": 25}})
    ... except voxtrait.Error as error:
    ...     print(error.code, error.where)
    config.unknown_key /discretisation/bin_widht
    """

    __module__ = "voxtrait"

    def __init__(self, message: str, code: str = "internal", where: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.where = where


class SettingsError(Error, ValueError):
    """A setting is unknown, out of range or contradicts another one."""

    __module__ = "voxtrait"


class InputError(Error, ValueError):
    """An image or mask is not usable, or they do not fit each other."""

    __module__ = "voxtrait"


class FileError(Error, OSError):
    """A file cannot be read or written, or is not of a supported kind."""

    __module__ = "voxtrait"


class PluginError(Error):
    """A plugin cannot be loaded, or what it describes is not allowed."""

    __module__ = "voxtrait"


class DataWarning(UserWarning):
    """Values were computed or are missing for a reason that the user should know."""

    __module__ = "voxtrait"


_CLASSES = {
    "config": SettingsError,
    "geometry": InputError,
    "io": FileError,
    "mask": InputError,
    "plugin": PluginError,
    "registry": PluginError,
    "reference": FileError,
}


def error_of(message: str, code: str, where: str) -> Error:
    """Make the exception for an error code of the compiled part, which calls this."""
    return _CLASSES.get(code.partition(".")[0], Error)(message, code, where)
