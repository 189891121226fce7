"""What a packed model says of itself, read without its network."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from extract.errors import ModelError
from extract.schemas import Frozen

#: The model that comes with the package.
PACKED = Path(__file__).parent / "weights"
#: The file that every packed model has.
NETWORK = "model.onnx"


class Packed(Frozen):
    """What a packed model says of itself, its ``config.json``.

    Attributes:
        name: of the model.
        version: a digest of its weights and their calibration.
        labels: of the tags of words: "O", then "B-" and "I-" of each label.
        tags: the parts of speech, in the order of the network.
        max_pieces: of one window, context included.
        max_context: of those, before the words that are labelled.
        calibration: of each label, the slope and offset by which the log-odds of a span become
            those of its being right; fitted on articles that were not trained on.
    """

    name: str
    version: str
    labels: tuple[str, ...]
    tags: tuple[str, ...]
    max_pieces: int
    max_context: int
    calibration: dict[str, tuple[float, float]]


def read_packed(folder: Path) -> Packed:
    """Return what the packed model in `folder` says of itself.

    Raises:
        ModelError: there is none, or it is not whole.
    """
    try:
        return Packed.model_validate_json((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValidationError) as error:
        raise ModelError(
            f"no packed model in {folder}: its config.json cannot be read ({error});"
            " pack one with python -m training"
        ) from error
