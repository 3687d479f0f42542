"""The extractors that are installed: all that packages name under the entry point group `panelwatch.extractors`.

An entry point is a callable from the lexicon to an `Extractor`; its name is the extractor's. Panelwatch's own cascade
is one of them. A package of yours says in its pyproject.toml:

    [project.entry-points."panelwatch.extractors"]
    my_model = "my_package:build_extractor"

What it reads is checked against the text (`verify.py`) and linked (`link.py`) before it is stored; which extractor
speaks for a document in the marts is said by `seeds/reference/extractors.csv`.
"""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import EntryPoint, entry_points

from orchestration.errors import PanelwatchError
from orchestration.extraction.claim import DocumentText, Extraction, Extractor
from orchestration.extraction.extractor import version_of
from orchestration.extraction.lexicon import Lexicon
from orchestration.extraction.link import link_claims, links_version
from orchestration.extraction.verify import verified

GROUP = "panelwatch.extractors"


def installed_extractors(lexicon: Lexicon) -> list[Extractor]:
    """All of them by name, each behind the check of what it reads.

    Raises PanelwatchError where none is installed, or one cannot be loaded or gives something else than an extractor.
    """
    found = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    if not found:
        raise PanelwatchError("No extractor is installed, not even Panelwatch's own: run `make setup` again.")
    return [_checked(_load(point, lexicon), lexicon) for point in found]


def _load(point: EntryPoint, lexicon: Lexicon) -> Extractor:
    try:
        extractor = point.load()(lexicon)
    except Exception as error:
        raise PanelwatchError(
            f"The extractor {point.name} ({point.value}) cannot be loaded: {type(error).__name__}: {error}."
            " Mend or uninstall its package."
        ) from error
    if not isinstance(extractor, Extractor) or extractor.name != point.name or not extractor.version:
        raise PanelwatchError(
            f"The entry point {point.name} ({point.value}) gives no Extractor of that name with a version."
        )
    return extractor


def _checked(extractor: Extractor, lexicon: Lexicon) -> Extractor:
    """The extractor with its claims held against the text and linked, and a version that covers how that is done."""
    covered = extractor.version == version_of(lexicon)  # our own: a hash over this whole package
    named = extractor if covered else replace(extractor, version=f"{extractor.version}+{links_version()}")

    def read(document: DocumentText) -> Extraction:
        found = verified(named, document, extractor.read(document))
        return replace(found, links=link_claims(document, found.claims, lexicon))

    return replace(named, read=read)
